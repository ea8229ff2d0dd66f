package io.murel.regions.convert;

import io.murel.io.DType;
import io.murel.regions.StoreTally.BadImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Conversions with few words. */
final class Converting {
  private Converting() {}

  static ConversionOptions options(Path target, Path... inputs) {
    return options(target, DType.F32, new ImageNaming(null, null), inputs);
  }

  static ConversionOptions options(Path target, String nameFormat, Path... inputs) {
    return options(target, DType.F32, new ImageNaming(nameFormat, null), inputs);
  }

  static ConversionOptions options(Path target, Collection<String> wanted, Path... inputs) {
    return options(target, DType.F32, new ImageNaming(null, wanted), inputs);
  }

  static ConversionOptions options(Path target, DType dtype, ImageNaming naming, Path... inputs) {
    return new ConversionOptions(List.of(inputs), null, null, target, dtype, naming, 2);
  }

  static ConversionReport run(ConversionOptions options) throws IOException {
    return Conversion.run(options, ConversionListener.SILENT);
  }

  static List<String> badNames(ConversionReport report) {
    return report.tally().bad().stream().map(BadImage::name).toList();
  }

  static List<String> reasons(ConversionReport report) {
    return report.tally().bad().stream().map(BadImage::reason).toList();
  }
}
