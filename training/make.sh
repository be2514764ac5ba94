#!/usr/bin/env bash
# Makes the model anew: POLNEAR MPNET BASE TEXTS OUT, as training/README.md explains them. Eight hours on two cores, without the last
# three steps, for which DEVICE=cuda is meant: 32 epochs of large batches.
set -euo pipefail
polnear=$1 mpnet=$2 base=$3 texts=$4 out=$5
python=${TRAIN_PYTHON:-.train/bin/python}
export PYTHONPATH=src:tests:.
device=${DEVICE:-cpu}
mkdir -p "$out"
"$python" training/train.py "$polnear" "$mpnet" "$out/teacher2.pt" --epochs 2 --rate 7e-5 --window 254 --average 0
"$python" training/train.py "$polnear" "$mpnet" "$out/teacher3.pt" --start "$out/teacher2.pt" --epochs 1 --rate 5e-5 \
	--window 254 --average 0 --seed 1
"$python" training/train.py "$polnear" "$mpnet" "$out/teacher.pt" --start "$out/teacher3.pt" --epochs 1 --rate 4e-5 \
	--window 254 --average 0 --seed 2
"$python" training/label.py "$out/teacher.pt" "$mpnet" "$out/soft.npz" "$polnear" "$texts"
"$python" training/inner.py src/onrecord/weights "$out/inner.npz" "$polnear" "$texts"
taught=(--window 254 --teacher "$out/soft.npz" --inner "$out/inner.npz" --texts "$texts")
"$python" training/train.py "$polnear" "$base" "$out/student4.pt" --epochs 4 "${taught[@]}"
more() { # OUT START EPOCHS RATE SEED: the student from there on
	"$python" training/train.py "$polnear" "$base" "$out/$1.pt" --start "$out/$2.pt" --epochs "$3" --rate "$4" --seed "$5" \
		"${taught[@]}"
}
more student6 student4 2 1.2e-4 1
more student7 student6 1 6e-5 3
more student8 student7 1 1e-4 5
taught+=(--written training/written)
more student9 student8 1 6e-5 6
more student11 student9 2 1.2e-4 7
more student student11 1 1e-4 8
taught+=(--rounded --average 0 --batch 12288 --device "$device")
more wide student 17 2e-4 1 # as wide as it was, for the narrow one to learn from
"$python" training/train.py "$polnear" "$base" "$out/cut.pt" --start "$out/student.pt" --epochs 12 --rate 5e-4 --seed 4 \
	"${taught[@]}" --units 640 --heads 54
"$python" training/train.py "$polnear" "$base" "$out/narrow.pt" --start "$out/cut.pt" --epochs 3 --rate 3e-4 --seed 7 \
	"${taught[@]}" --beside "$out/wide.pt"
"$python" training/export.py "$out/narrow.pt" "$base" "$out"
"$python" training/links.py "$polnear" "$out"
"$python" training/calibrate.py "$polnear" "$out"
