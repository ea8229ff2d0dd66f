package io.murel.app.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsYamlTest {

  @Test
  void optionsAreWrittenAsPyYamlWritesThem() {
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("name", "murel_net");
    network.put("input_dims", List.of(48, 12));
    network.put("dropout", 0.0);
    network.put("dir_st", null);
    network.put("self_q_att", true);
    network.put("text", "yes");
    network.put("empty", List.of());

    assertThat(OptionsYaml.text(Map.of("model", network)))
        .isEqualTo(
            """
            model:
              name: murel_net
              input_dims:
              - 48
              - 12
              dropout: 0.0
              dir_st: null
              self_q_att: true
              text: 'yes'
              empty: []
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0003, 0.0003",
    "0.25, 0.25",
    "100.0, 100.0",
    "1e-5, 1.0e-05",
    "1.5e-7, 1.5e-07",
    "123456789.5, 123456789.5",
    "1e16, 1.0e+16",
    "1e15, 1000000000000000.0",
    "-0.1, -0.1",
    "0.0, 0.0",
    "NaN, .nan",
    "-Infinity, -.inf"
  })
  void floatsAreThoseOfPython(double value, String expected) {
    assertThat(OptionsYaml.python(value)).isEqualTo(expected);
  }

  @Test
  void whatIsWrittenReadsBackTheSame() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (double value : new double[] {1e-5, 3e-4, 0.1, 1e22, -2.5e-9, 4}) {
      values.put("v" + value, value);
    }
    values.put("texts", Arrays.asList("a: b", "- x", "# no", "", "null", "3", "é", "l\nm"));

    assertThat(Yaml11.construct(OptionsYaml.text(values), "test")).isEqualTo(values);
  }
}
