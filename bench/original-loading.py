#!/usr/bin/env python3
"""How fast PyTorch loads batches of regions from .pth files, as the original does.

usage: bench/original-loading.py [WORKERS ...]   (0 2 4)

Needs PyTorch (any version that reads its own files). The data are those of `murel bench load`:
672 images of 36 x 2048 numbers, 25 questions about each, shuffled, 84 in a batch. Every question
loads the file of its image; the workers stack the tensors in their own memory, as the original's
collate function does, and the queue to the main process copies them to shared memory. Prints the
seconds of an epoch of 200 batches, without its start.
"""
import os
import sys
import tempfile
import time

import torch
from torch.utils.data import DataLoader, Dataset

IMAGES, QUESTIONS, REGIONS, FEATURES, BATCH = 672, 25, 36, 2048, 84


def write(folder):
    for i in range(IMAGES):
        content = {
            "pooled_feat": torch.rand(REGIONS, FEATURES),
            "rois": torch.rand(REGIONS, 4),
            "norm_rois": torch.rand(REGIONS, 4),
            "cls": torch.zeros(REGIONS, dtype=torch.long),
            "cls_scores": torch.zeros(REGIONS),
        }
        path = os.path.join(folder, f"{i}.pth")
        torch.save(content, path, _use_new_zipfile_serialization=False)


class Questions(Dataset):
    def __init__(self, folder):
        self.folder = folder

    def __len__(self):
        return IMAGES * QUESTIONS

    def __getitem__(self, index):
        regions = torch.load(os.path.join(self.folder, f"{index // QUESTIONS}.pth"))
        return {
            "visual": regions["pooled_feat"],
            "coord": regions["rois"],
            "norm_coord": regions["norm_rois"],
            "question": torch.tensor([1, 2, 3]),
        }


def collate(items):
    return {key: torch.stack([item[key] for item in items]) for key in items[0]}


def epoch(folder, workers):
    loader = DataLoader(
        Questions(folder), BATCH, shuffle=True, num_workers=workers, collate_fn=collate
    )
    batches = iter(loader)
    next(batches)
    start = time.time()
    for _ in batches:
        pass
    return (time.time() - start) * len(loader) / (len(loader) - 1)


def main():
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        write(folder)
        for workers in [int(w) for w in sys.argv[1:]] or [0, 2, 4]:
            seconds = sorted(epoch(folder, workers) for _ in range(5))
            print(
                f"{workers} workers: {seconds[2]:.2f} s for 200 batches, median of 5"
                f" ({seconds[0]:.2f} to {seconds[-1]:.2f})",
                flush=True,
            )


if __name__ == "__main__":
    main()
