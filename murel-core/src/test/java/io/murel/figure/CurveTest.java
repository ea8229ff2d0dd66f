package io.murel.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {

  @Test
  void itBendsToTheLeftSoThatThereAndBackAreApart() {
    Curve there = Curve.bent(new Point(0, 0), new Point(100, 0));
    Curve back = Curve.bent(new Point(100, 0), new Point(0, 0));
    assertThat(there.at(0.5).y()).isCloseTo(-16, within(1e-9)); // y grows downwards
    assertThat(back.at(0.5).y()).isCloseTo(16, within(1e-9));
  }

  @Test
  void aPartLiesOnTheWhole() {
    Curve whole = new Curve(new Point(0, 0), new Point(50, 80), new Point(100, 10));
    Curve part = whole.part(0.2, 0.7);
    for (double t : new double[] {0, 0.25, 0.5, 1}) {
      Point expected = whole.at(0.2 + t * 0.5);
      assertThat(part.at(t).minus(expected).length()).isCloseTo(0, within(1e-9));
    }
  }

  @Test
  void betweenTwoBoxesItLeavesTheOneAndStopsAtTheOther() {
    Rect a = new Rect(0, 0, 20, 20);
    Rect b = new Rect(180, 0, 20, 20);
    Curve curve = Curve.bent(a.center(), b.center()).between(a, b);
    assertThat(a.contains(curve.from())).isTrue();
    assertThat(curve.from().x()).isGreaterThan(16);
    assertThat(b.contains(curve.to())).isTrue();
    assertThat(curve.to().x()).isLessThan(184);
  }

  @Test
  void pointsInOnePlaceAreDrawnApart() {
    Point p = new Point(5, 5);
    Curve curve = Curve.bent(p, p);
    assertThat(curve.to().minus(curve.from()).length()).isCloseTo(26, within(1e-9));
    assertThat(curve.from().towards(curve.to(), 0.5)).isEqualTo(p);
  }

  @Test
  void labelsGiveWayToEachOtherAndStayInside() {
    Rect frame = new Rect(0, 0, 100, 100);
    Labels labels = new Labels(frame);
    Rect box = new Rect(40, 0, 30, 30);
    List<Rect> places = Labels.at(box, 20, 10);
    // above the box is outside: moved in, it would lie on the box's upper edge
    Rect first = labels.place(places);
    Rect second = labels.place(places);
    Rect third = labels.place(places);
    assertThat(first).isEqualTo(new Rect(40, 0, 20, 10));
    assertThat(second).isEqualTo(new Rect(40, 30, 20, 10));
    assertThat(third.overlap(first)).isZero();
    assertThat(third.overlap(second)).isZero();
  }
}
