package io.murel.regions.convert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.murel.BadInputException;
import io.murel.parallel.InOrder;
import io.murel.regions.Mark;
import io.murel.regions.RegionStore;
import io.murel.regions.Regions;
import io.murel.regions.ResumableStoreWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * Converts region features of another project into a store. Memory holds a few images at a time,
 * however many there are. Killed at any moment, the next run with the same options goes on, and the
 * finished store is the same byte by byte. Images that cannot be used are passed over and listed in
 * the report; of images that come twice the first is taken.
 *
 * <pre>{@code
 * ConversionReport report = Conversion.run(options, ConversionListener.SILENT);
 * report.tally().bad().forEach(image -> System.err.println(image.reason()));
 * }</pre>
 */
public final class Conversion {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the store says of its making; equal for equal inputs and options. */
  private static final String MADE_BY = "conversion";

  private static final int HEADER_BYTES = 4096;
  private static final int HEADER_BYTES_AN_IMAGE = 64; // a COCO name takes 36
  private static final int LARGEST_HEADER = 64 << 20;

  private final ConversionOptions options;
  private final InputFormat format;
  private final List<RegionInput> inputs;
  private final ConversionListener listener;

  private Conversion(
      ConversionOptions options,
      InputFormat format,
      List<RegionInput> inputs,
      ConversionListener listener) {
    this.options = options;
    this.format = format;
    this.inputs = inputs;
    this.listener = listener;
  }

  /**
   * Converts everything.
   *
   * @throws BadInputException if an input is damaged so that nothing can follow, no image is
   *     usable, or the target is there already and was made of something else
   */
  public static ConversionReport run(ConversionOptions options, ConversionListener listener)
      throws IOException {
    InputFormat format =
        options.format() == null ? InputFormat.guess(options.inputs().get(0)) : options.format();
    List<RegionInput> inputs = new ArrayList<>();
    try {
      for (Path input : options.inputs()) {
        inputs.add(format.open(input, options.index()));
      }
      return new Conversion(options, format, inputs, listener).run();
    } finally {
      for (RegionInput input : inputs) {
        input.close();
      }
    }
  }

  private ConversionReport run() throws IOException {
    String plan = plan();
    if (Files.exists(options.target())) {
      requireSame(plan);
      ResumableStoreWriter.removeLeftovers(options.target());
      return new ConversionReport(null, List.of());
    }
    try (ResumableStoreWriter writer =
        new ResumableStoreWriter(options.target(), plan, reserve(), options.dtype())) {
      Mark mark = writer.tally().after();
      long doneBefore = 0;
      for (int i = 0; i < mark.input(); i++) {
        doneBefore += inputs.get(i).total();
      }
      inputs.get(mark.input()).skipTo(mark.offset());
      listener.started(
          format.unit(),
          units(doneBefore + inputs.get(mark.input()).done()),
          units(inputs.stream().mapToLong(RegionInput::total).sum()),
          writer.tally());
      for (int i = mark.input(); i < inputs.size(); i++) {
        convert(i, doneBefore, writer);
        doneBefore += inputs.get(i).total();
      }
      writer.finish(
          Map.of(
              "source",
              format
                  + ": "
                  + options.inputs().stream()
                      .map(Conversion::fileName)
                      .collect(Collectors.joining(", ")),
              MADE_BY,
              checksum(plan)));
      List<String> missing =
          options.naming().wanted().stream().filter(name -> !writer.contains(name)).toList();
      return new ConversionReport(writer.tally(), missing);
    }
  }

  /** An image on its way: its name is known, its numbers may be. */
  private record Job(RawImage image, Mark after, String name, String problem) {}

  /** An image whose numbers are known, or a reason why not. */
  private record Decoded(Job job, Regions regions, String problem) {}

  private void convert(int number, long doneBefore, ResumableStoreWriter writer)
      throws IOException {
    RegionInput input = inputs.get(number);
    String inputName = fileName(options.inputs().get(number));
    InOrder.run(
        options.threads(),
        () -> job(input, number, inputName),
        Conversion::decode,
        decoded -> {
          write(decoded, writer);
          listener.progress(units(doneBefore + input.done()), writer.tally());
        });
  }

  private Job job(RegionInput input, int number, String inputName) throws IOException {
    RawImage image = input.next();
    if (image == null) {
      return null;
    }
    Mark after = new Mark(number, input.offset());
    try {
      String name = options.naming().name(image.name(), inputName).orElse(null);
      return new Job(image, after, name, null);
    } catch (BadInputException e) {
      return new Job(image, after, image.name(), e.getMessage());
    }
  }

  private static Decoded decode(Job job) {
    if (job.name == null || job.problem != null) {
      return new Decoded(job, null, job.problem);
    }
    try {
      return new Decoded(job, job.image.decoder().decode(), null);
    } catch (BadInputException e) {
      return new Decoded(job, null, e.getMessage());
    } catch (IOException e) {
      return new Decoded(job, null, "image '%s' cannot be read: %s".formatted(job.name, e));
    }
  }

  private static void write(Decoded decoded, ResumableStoreWriter writer) throws IOException {
    Job job = decoded.job;
    if (job.name == null) {
      writer.addLeftOut(job.after);
    } else if (decoded.problem != null) {
      writer.addBad(job.name, decoded.problem, job.after);
    } else if (writer.contains(job.name)) {
      writer.addDuplicate(job.name, job.after);
    } else {
      try {
        writer.add(job.name, decoded.regions, job.after);
      } catch (BadInputException e) {
        writer.addBad(job.name, e.getMessage(), job.after);
      }
    }
  }

  /** Progress of files in bytes is shown in megabytes. */
  private long units(long done) {
    return format == InputFormat.TSV ? done >> 20 : done;
  }

  private int reserve() {
    long images = inputs.stream().mapToLong(RegionInput::expectedImages).sum();
    if (!options.naming().wanted().isEmpty()) {
      images = Math.min(images, options.naming().wanted().size());
    }
    return (int) Math.min(LARGEST_HEADER, HEADER_BYTES + HEADER_BYTES_AN_IMAGE * images);
  }

  private String plan() {
    ObjectNode plan = JSON.createObjectNode();
    plan.put("from", format.toString());
    ArrayNode list = plan.putArray("inputs");
    inputs.forEach(input -> list.add(input.identity()));
    plan.put("dtype", options.dtype().toString());
    plan.put("names", options.naming().identity());
    return plan.toString();
  }

  private void requireSame(String plan) throws IOException {
    try (RegionStore store = RegionStore.open(options.target())) {
      if (checksum(plan).equals(store.metadata().get(MADE_BY))) {
        return;
      }
    } catch (BadInputException e) {
      // something else lies there: said below
    }
    throw BadInputException.at(options.target().toString())
        .found("a file that was made of other inputs or options")
        .expected("none, or the store of these inputs")
        .remedy("Choose another --out, or move it away.");
  }

  private static String checksum(String plan) {
    CRC32 crc = new CRC32();
    crc.update(plan.getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(crc.getValue());
  }

  private static String fileName(Path path) {
    return path.toAbsolutePath().normalize().getFileName().toString();
  }
}
