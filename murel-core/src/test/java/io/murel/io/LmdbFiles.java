package io.murel.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Dbi;
import org.lmdbjava.DbiFlags;
import org.lmdbjava.Env;
import org.lmdbjava.Txn;

/** Writes LMDB databases with LMDB itself, for tests. */
public final class LmdbFiles {
  private LmdbFiles() {}

  /** A database of these entries; returns its folder. */
  public static Path write(Path folder, Map<String, byte[]> entries) throws IOException {
    return write(folder, null, entries);
  }

  /**
   * Adds entries.
   *
   * @param name of a database inside the main one; null: the main one
   */
  public static Path write(Path folder, String name, Map<String, byte[]> entries)
      throws IOException {
    Files.createDirectories(folder);
    try (Env<byte[]> env =
        Env.create(ByteArrayProxy.PROXY_BA)
            .setMapSize(1L << 28)
            .setMaxDbs(2)
            .open(folder.toFile())) {
      Dbi<byte[]> database = env.openDbi(name, DbiFlags.MDB_CREATE);
      try (Txn<byte[]> transaction = env.txnWrite()) {
        entries.forEach(
            (key, value) -> database.put(transaction, key.getBytes(StandardCharsets.UTF_8), value));
        transaction.commit();
      }
    }
    return folder;
  }
}
