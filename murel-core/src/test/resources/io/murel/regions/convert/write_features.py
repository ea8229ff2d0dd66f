"""Writes the same made-up region features in the layout of each project, into the folder given."""
import base64
import csv
import gzip
import os
import pickle
import sys

import h5py
import lmdb
import numpy as np

folder = sys.argv[1]
rng = np.random.RandomState(7)
IDS = [9, 25, 30, 581929]
V = 24


def image(n):
    w, h = rng.randint(200, 640, 2)
    xy = rng.rand(n, 2) * [w / 2, h / 2]
    boxes = np.concatenate([xy, xy + rng.rand(n, 2) * [w / 2, h / 2]], 1).astype("f4")
    return dict(w=int(w), h=int(h), boxes=boxes, features=np.maximum(0, rng.randn(n, V)).astype("f4"))


adaptive = {i: image(n) for i, n in zip(IDS, (3, 1, 7, 4))}
fixed = {i: image(5) for i in IDS}


def fractions(d):
    return d["boxes"] / np.array([d["w"], d["h"]] * 2, "f4")


def spatial(d):
    f = fractions(d)
    return np.concatenate([f, f[:, 2:] - f[:, :2]], 1)


for kind, images in (("adaptive", adaptive), ("fixed", fixed)):
    np.savez(
        os.path.join(folder, kind + "_expected.npz"),
        **{"f%d" % i: d["features"] for i, d in images.items()},
        **{"b%d" % i: fractions(d) for i, d in images.items()},
    )


def tsv(out, ids):
    names = ["image_id", "image_w", "image_h", "num_boxes", "boxes", "features"]
    writer = csv.DictWriter(out, delimiter="\t", fieldnames=names)
    for i in ids:
        d = adaptive[i]
        writer.writerow(
            dict(
                image_id=i, image_w=d["w"], image_h=d["h"], num_boxes=len(d["boxes"]),
                boxes=base64.b64encode(d["boxes"]).decode(),
                features=base64.b64encode(d["features"]).decode(),
            )
        )


with open(os.path.join(folder, "part.tsv.0"), "w", newline="") as out:
    tsv(out, IDS[:2])
with gzip.open(os.path.join(folder, "part.tsv.1.gz"), "wt", newline="") as out:
    tsv(out, IDS[2:])

os.mkdir(os.path.join(folder, "npz"))
for i, d in adaptive.items():
    save = np.savez if i == 9 else np.savez_compressed
    x = d["features"] if i == 25 else d["features"].T
    save(
        os.path.join(folder, "npz", "%d.npz" % i), x=x, image_w=d["w"], image_h=d["h"],
        bbox=d["boxes"], num_bbox=len(d["boxes"]), info=dict(image_id=i, any=np.zeros(2)),
    )


def hdf5(name, features, boxes, **how):
    with h5py.File(os.path.join(folder, name), "w") as f:
        f.create_dataset("image_features", data=features, **how)
        f.create_dataset("image_bb", data=boxes[..., :4] * 100)
        f.create_dataset("spatial_features", data=boxes, **how)


stacked = np.stack([d["features"] for d in fixed.values()])
boxes = np.stack([spatial(d) for d in fixed.values()])
rows = {i: k for k, i in enumerate(fixed)}
hows = dict(
    plain={}, gzip=dict(compression="gzip", chunks=(3, 2, 6)), lzf=dict(compression="lzf"),
    shuffle=dict(compression="gzip", shuffle=True, fletcher32=True), double=dict(dtype="f8"),
    big=dict(dtype=">f4"),
)
for protocol, (name, how) in enumerate(hows.items()):
    hdf5("fixed_%s.hdf5" % name, stacked, boxes, **how)
    with open(os.path.join(folder, "fixed_%s_imgid2idx.pkl" % name), "wb") as out:
        pickle.dump(rows, out, protocol=min(protocol, pickle.HIGHEST_PROTOCOL))

counts = [len(d["boxes"]) for d in adaptive.values()]
ends = np.cumsum(counts)
for name, how in (("plain", {}), ("gzip", dict(compression="gzip", chunks=(4, 24)))):
    features = np.concatenate([d["features"] for d in adaptive.values()])
    with h5py.File(os.path.join(folder, "ban_%s.hdf5" % name), "w", libver="latest") as f:
        f.create_dataset("image_features", data=features, **how)
        f.create_dataset("spatial_features", data=np.concatenate([spatial(d) for d in adaptive.values()]))
        f.create_dataset("pos_boxes", data=np.stack([ends - counts, ends], 1).astype("i4"))
    with open(os.path.join(folder, "ban_%s_imgid2idx.pkl" % name), "wb") as out:
        pickle.dump(rows, out)

for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    env = lmdb.open(os.path.join(folder, "mmf%d.lmdb" % protocol), map_size=1 << 26)
    with env.begin(write=True) as txn:
        for i, d in adaptive.items():
            features = np.asfortranarray(d["features"]) if i == 25 else d["features"]
            item = dict(
                feature_path=str(i), features=features, image_height=np.int64(d["h"]),
                image_width=d["w"], num_boxes=len(d["boxes"]), objects=np.arange(3),
                cls_prob=np.zeros((2, 2), "f4"), bbox=d["boxes"],
            )
            txn.put(str(i).encode(), pickle.dumps(item, protocol=protocol))
        txn.put(b"keys", pickle.dumps([str(i).encode() for i in adaptive]))
    env.close()
