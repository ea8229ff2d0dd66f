#!/bin/sh
# Prepares made-up lists of the size of VQA v2 with a heap of 4 GB: once from the raw files and once
# from what was kept of that. Needs 1 GB of disk in FOLDER, which may be deleted afterwards.
#
#   bench/full-size-vqa2.sh FOLDER
set -eu
if [ $# -ne 1 ]; then
  echo "Usage: bench/full-size-vqa2.sh FOLDER" >&2
  exit 2
fi
root=$(cd "$(dirname "$0")/.." && pwd)
jar=$root/murel-app/target/murel-app.jar
"$root/murel" --version >/dev/null # builds the jar where needed

if [ ! -d "$1/raw" ]; then
  echo "Writing the raw lists to $1"
  java "$root/bench/MakeVqa2.java" "$1"
fi
rm -rf "$1/prepared"
for from in "the raw files" "the files kept"; do
  echo "From $from:"
  java -Xmx4g -cp "$jar" "$root/bench/PrepareVqa2.java" "$1"
done
