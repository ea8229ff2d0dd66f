package io.murel.data.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.data.prepare.CompactInput.DamagedException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactInputTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompactOutput out = new CompactOutput(bytes);

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 300, Integer.MAX_VALUE, 1L << 62, Long.MAX_VALUE})
  void numbersComeBack(long number) throws IOException {
    out.number(number);
    out.signed(number);
    out.signed(-number);
    out.signed(Long.MIN_VALUE);
    CompactInput in = written();
    assertThat(in.number()).isEqualTo(number);
    assertThat(in.signed()).isEqualTo(number);
    assertThat(in.signed()).isEqualTo(-number);
    assertThat(in.signed()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void smallNumbersTakeOneByte() throws IOException {
    out.number(127);
    out.signed(-64);
    assertThat(bytes.size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "is it?", "caf\u00e9", "\u4f60\u597d", "\uD83D\uDE00", "\uD83D alone"})
  void textsComeBackWithEveryCharacter(String text) throws IOException {
    out.text(text);
    assertThat(written().text()).isEqualTo(text);
  }

  @Test
  void aTextThatOccursOftenIsWrittenOnce() throws IOException {
    out.shared("yes");
    out.shared(null);
    out.shared("no");
    int before = bytes.size();
    out.sharedList(List.of("yes", "no", "yes"));
    assertThat(bytes.size() - before).isEqualTo(4);
    CompactInput in = written();
    String yes = in.shared();
    assertThat(yes).isEqualTo("yes");
    assertThat(in.shared()).isNull();
    assertThat(in.shared()).isEqualTo("no");
    List<String> list = in.sharedList();
    assertThat(list).containsExactly("yes", "no", "yes");
    assertThat(list.get(2)).isSameAs(yes);
  }

  @Test
  void countsBeyondTheFileAreRefusedBeforeMemoryIsTaken() throws IOException {
    out.number(Integer.MAX_VALUE);
    assertThatThrownBy(() -> written().count())
        .isInstanceOf(DamagedException.class)
        .hasMessage("2147483647 items in 0 bytes");
    assertThatThrownBy(() -> written().text())
        .isInstanceOf(DamagedException.class)
        .hasMessage("a text of 1073741823 in 0 bytes");
    assertThatThrownBy(() -> written().sharedList()).isInstanceOf(DamagedException.class);
    assertThatThrownBy(() -> written().shared())
        .isInstanceOf(DamagedException.class)
        .hasMessage("text number 2147483647");
  }

  @Test
  void numbersThatAreTooLongOrCutOffAreRefused() throws IOException {
    for (int i = 0; i < 11; i++) {
      bytes.write(0xFF);
    }
    assertThatThrownBy(() -> written().number()).isInstanceOf(DamagedException.class);
    bytes.reset();
    bytes.write(0x80);
    assertThatThrownBy(() -> written().number()).isInstanceOf(BufferUnderflowException.class);
    bytes.reset();
    out.number(1L << 40);
    assertThatThrownBy(() -> written().integer()).hasMessage("the number 1099511627776");
  }

  private CompactInput written() {
    return new CompactInput(ByteBuffer.wrap(bytes.toByteArray()));
  }
}
