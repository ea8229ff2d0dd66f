/**
 * Files of arrays, read and written without libtorch: safetensors, npy/npz, torch.save files, LMDB.
 */
package io.murel.io;
