package io.murel.app.options;

import java.math.BigDecimal;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Writes options as PyYAML does: blocks, list items not indented, Python's floats. */
final class OptionsYaml {
  private OptionsYaml() {}

  static String text(Map<String, Object> values) {
    DumperOptions style = new DumperOptions();
    style.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    style.setSplitLines(false);
    return new Yaml(new PythonFloats(style), style).dump(values);
  }

  private static final class PythonFloats extends Representer {
    PythonFloats(DumperOptions style) {
      super(style);
      representers.put(
          Double.class,
          value ->
              representScalar(Tag.FLOAT, python((Double) value), style.getDefaultScalarStyle()));
    }
  }

  /** Python's repr, with the ".0" that PyYAML adds so that it reads the number back as one. */
  static String python(double value) {
    if (Double.isNaN(value)) {
      return ".nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? ".inf" : "-.inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = decimal.toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String mantissa = decimal.movePointLeft(exponent).toPlainString();
    return "%s%se%s%02d"
        .formatted(
            mantissa,
            mantissa.contains(".") ? "" : ".0",
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }
}
