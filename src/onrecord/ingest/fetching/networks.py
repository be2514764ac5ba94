"""Tells of a numerical address whether it lies in the public internet, and what it is where it does not.

The ranges are those of the IANA's registries of special-purpose addresses. They are written out, as what Python's
`is_global` says differs between versions.
"""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from onrecord.settings import Policy

_PUBLIC_6 = IPv6Network("2000::/3")
"""All that is given out of IPv6; everything else is no public address, whatever it is."""

_NAT64 = IPv6Network("64:ff9b::/96")
"""Where networks without IPv4 put it: the last 32 bits are the address that counts."""

_RANGES: tuple[tuple[str, str], ...] = (
    ("the address of a cloud's services for its machines", "169.254.169.254/32 168.63.129.16/32 100.100.100.200/32"),
    ("the address of a cloud's services for its machines", "192.0.0.192/32 169.254.170.0/24 fd00:ec2::/32"),
    ("an unspecified address", "0.0.0.0/8 ::/128"),
    ("a loopback address", "127.0.0.0/8 ::1/128"),
    ("a private address", "10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 100.64.0.0/10 fc00::/7 fec0::/10"),
    ("a link-local address", "169.254.0.0/16 fe80::/10"),
    ("a multicast address", "224.0.0.0/4 ff00::/8"),
    ("an address of IPv4 written as one of IPv6", "::/96 ::ffff:0:0/96 ::ffff:0:0:0/96 64:ff9b:1::/48"),
    ("an address of a tunnel (6to4, Teredo)", "192.88.99.0/24 2002::/16 2001::/32"),
    ("a reserved address", "192.0.0.0/24 192.0.2.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4"),
    ("a reserved address", "2001::/23 2001:db8::/32 3fff::/20 100::/64 5f00::/16"),
)
"""What an address is, and the ranges; the first that holds it names it."""


def refusal(number: str, policy: Policy) -> str | None:
    """What kind of address it is, for people, where it may not be reached; None for one that may."""
    address = ip_address(number)
    if any(address in network for network in _networks(policy.networks)):
        return None
    if isinstance(address, IPv6Address) and address in _NAT64:
        return refusal(str(IPv4Address(int(address) & 0xFFFF_FFFF)), policy)
    for kind, ranges in _RANGES:
        if any(address in network for network in _networks(ranges.split())):
            return kind
    public = isinstance(address, IPv4Address) or address in _PUBLIC_6
    return None if public else "an address outside the public internet"


def _networks(ranges: Iterable[str]) -> Iterable[IPv4Network | IPv6Network]:
    return map(ip_network, ranges)
