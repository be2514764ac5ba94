from ipaddress import IPv4Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ingest.fetching.networks import refusal
from onrecord.settings import Policy

POLICY = Policy()


@pytest.mark.parametrize(
    "number", ["8.8.8.8", "2a00:1450::1", "64:ff9b::808:808", "192.0.1.1", "172.32.0.1", "100.128.0.1"]
)
def test_the_public_internet_may_be_reached(number: str) -> None:
    assert refusal(number, POLICY) is None


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("loopback", "127.0.0.1 127.255.255.255 ::1"),
        ("private", "10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 fd00::1 fec0::1"),
        ("link-local", "169.254.1.1 fe80::1 fe80::1%eth0"),
        ("cloud", "169.254.169.254 168.63.129.16 100.100.100.200 192.0.0.192 169.254.170.2 fd00:ec2::254"),
        ("multicast", "224.0.0.1 239.255.255.255 ff02::1"),
        ("unspecified", "0.0.0.0 0.1.2.3 ::"),
        ("reserved", "240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1 203.0.113.9 2001:db8::1 3fff::1 100::1 2001:2::1"),
        ("written as one of IPv6", "::ffff:127.0.0.1 ::ffff:8.8.8.8 ::7f00:1 ::ffff:0:7f00:1 64:ff9b:1::a00:1"),
        ("tunnel", "2002:7f00:1::1 2002:808:808::1 2001::1 192.88.99.1"),
        ("loopback", "64:ff9b::7f00:1"),
        ("cloud", "64:ff9b::a9fe:a9fe"),
        ("outside the public internet", "4000::1 1::1"),
    ],
)
def test_what_is_not_the_public_internet_is_named(kind: str, numbers: str) -> None:
    for number in numbers.split():
        assert kind in (refusal(number, POLICY) or "public"), number


@pytest.mark.parametrize("number", ["10.1.2.3", "64:ff9b::a01:203"])
def test_networks_of_the_policy_may_be_reached(number: str) -> None:
    assert refusal(number, Policy(networks=("10.1.0.0/16",))) is None
    assert refusal("10.2.0.1", Policy(networks=("10.1.0.0/16",))) is not None


@given(st.ip_addresses())
def test_what_python_calls_private_is_never_reached(number: object) -> None:
    address = ip_address(str(number))
    if not address.is_global or address.is_multicast or address.is_reserved:
        embedded = str(number).startswith("64:ff9b::")
        assert embedded or refusal(str(number), POLICY) is not None


@given(st.ip_addresses(v=4))
def test_an_address_behind_nat64_is_as_good_as_the_one_in_it(number: IPv4Address) -> None:
    high, low = divmod(int(number), 65536)
    assert refusal(f"64:ff9b::{high:x}:{low:x}", POLICY) == refusal(str(number), POLICY)
