package io.murel.regions;

import static io.murel.regions.RegionStoreFile.BOXES;
import static io.murel.regions.RegionStoreFile.FEATURES;
import static io.murel.regions.RegionStoreFile.IMAGE_NAMES;
import static io.murel.regions.RegionStoreFile.OFFSETS;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.murel.io.AtomicFile;
import io.murel.io.DType;
import io.murel.io.SafetensorsHeader;
import io.murel.regions.StoreJournal.Kind;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a store of features that are in their file already.
 *
 * @param store the file: {@code reserve} bytes for a header, then the features
 * @param journal the boxes and the number of regions of each image; read again, so that they need
 *     not fit into memory
 * @param names of the images
 * @param features type and extents of the features
 */
record StoreAssembly(
    FileChannel store,
    int reserve,
    StoreJournal journal,
    Collection<String> names,
    SafetensorsHeader.Entry features) {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> IN_PLACE = List.of(FEATURES, BOXES, OFFSETS);
  private static final List<String> COPIED = List.of(OFFSETS, BOXES, FEATURES); // all aligned

  /**
   * Completes the file where it is and moves it to its place. If the names need more room than was
   * reserved, or boxes behind the features would not be aligned, a whole copy is written instead.
   */
  void assemble(Path file, Path target, Map<String, String> metadata) throws IOException {
    Map<String, String> notes = new TreeMap<>(metadata); // sorted: the same store, the same bytes
    notes.put(IMAGE_NAMES, JSON.writeValueAsString(names));
    byte[] header = SafetensorsHeader.encode(arrays(true), notes, reserve);
    if (header.length == reserve && features.bytes() % Long.BYTES == 0) {
      store.position(reserve + features.bytes());
      OutputStream out = Channels.newOutputStream(store);
      writeBoxes(out);
      writeOffsets(out);
      store.force(false);
      store.write(ByteBuffer.wrap(header), 0);
      store.force(false);
      store.close();
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      AtomicFile.write(target, out -> copy(SafetensorsHeader.encode(arrays(false), notes), out));
      store.close();
      Files.delete(file);
    }
  }

  private Map<String, SafetensorsHeader.Entry> arrays(boolean featuresFirst) {
    long[] boxes = {features.shape()[0], 4};
    long[] offsets = {names.size() + 1L};
    Map<String, SafetensorsHeader.Entry> entries =
        Map.of(
            FEATURES, features,
            BOXES, new SafetensorsHeader.Entry(DType.F32, boxes, 0),
            OFFSETS, new SafetensorsHeader.Entry(DType.I64, offsets, 0));
    Map<String, SafetensorsHeader.Entry> ordered = new LinkedHashMap<>();
    for (String name : featuresFirst ? IN_PLACE : COPIED) {
      ordered.put(name, entries.get(name));
    }
    return ordered;
  }

  private void copy(byte[] header, OutputStream out) throws IOException {
    out.write(header);
    writeOffsets(out);
    writeBoxes(out);
    out.flush();
    WritableByteChannel channel = Channels.newChannel(out);
    long end = reserve + features.bytes();
    for (long at = reserve; at < end; ) {
      long copied = store.transferTo(at, Math.min(end - at, 1 << 20), channel);
      if (copied == 0) {
        throw new EOFException("the unfinished store became shorter while it was read");
      }
      at += copied;
    }
  }

  private void writeBoxes(OutputStream out) throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    journal.read(
        entry -> {
          ByteBuffer bytes = littleEndian(4 * entry.boxes().length);
          bytes.asFloatBuffer().put(entry.boxes());
          buffered.write(bytes.array());
          return true;
        });
    buffered.flush();
  }

  private void writeOffsets(OutputStream out) throws IOException {
    OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
    long[] offset = {0};
    buffered.write(littleEndian(Long.BYTES).putLong(0).array());
    journal.read(
        entry -> {
          if (entry.kind() == Kind.STORED) {
            offset[0] += entry.regions();
            buffered.write(littleEndian(Long.BYTES).putLong(offset[0]).array());
          }
          return true;
        });
    buffered.flush();
  }

  private static ByteBuffer littleEndian(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
