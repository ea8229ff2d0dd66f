package io.murel.figure;

import io.murel.figure.Canvas.Anchor;
import io.murel.figure.Canvas.Style;
import io.murel.model.Trace;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * One step over the picture: the more a region contributes, the stronger its box and the clearer
 * the picture in it; arrows lead from a region to partners it listened to.
 */
final class Panel {

  /** Up to so many regions all have their number. */
  private static final int FEW = 12;

  /** Of more regions only so many, besides the ends of links. */
  private static final int NUMBERED = 5;

  /** Contributions from here on stand beside the number. */
  private static final double TOLD = 0.05;

  private static final int MOST_LINKS = 4;

  /** Links weaker than this fraction of the strongest are not drawn. */
  private static final double WEAKEST_LINK = 1.0 / 3;

  /** The ends of links are to be seen, however little they contribute. */
  private static final double LINKED = 0.25;

  private static final Style LABEL = new Style(11, true);
  private static final double LABEL_HEIGHT = 15;
  private static final double LABEL_PADDING = 5;
  private static final double HEAD = 9;

  /** Arrows reach this far into a box: to the border of its inner half. */
  private static final double INNER = 0.5;

  private final Canvas canvas;
  private final Rect frame;
  private final List<Rect> boxes;
  private final Labels labels;

  /**
   * @param frame the picture's place
   * @param boxes of the regions, in the units of the figure
   */
  Panel(Canvas canvas, Rect frame, List<Rect> boxes) {
    this.canvas = canvas;
    this.frame = frame;
    this.boxes = boxes;
    this.labels = new Labels(frame);
  }

  /** The links that are drawn: up to 4, none below a third of the strongest. */
  static List<Trace.Link> links(Trace.Step step) {
    List<Trace.Link> all = step.links();
    return all.stream()
        .filter(link -> link.weight() > 0)
        .filter(link -> link.weight() >= WEAKEST_LINK * all.get(0).weight())
        .limit(MOST_LINKS)
        .toList();
  }

  void draw(boolean picture, Trace.Step step) {
    double most = 0;
    for (float contribution : step.contributions()) {
      most = Math.max(most, contribution);
    }
    List<Trace.Link> links = links(step);
    if (picture) {
      spotlight(step, most);
    }
    Set<Integer> linked = new TreeSet<>();
    links.forEach(link -> linked.addAll(List.of(link.region(), link.partner())));
    for (int i : byContribution(step)) { // the strongest last, so that it lies above
      double strength = step.contribution(i) / most;
      region(i, step.contribution(i), Math.max(strength, linked.contains(i) ? LINKED : 0));
    }
    links.forEach(this::link);
    numbers(step, linked);
    links.forEach(this::share);
  }

  /** The regions alone, for a network that shows no steps. */
  void draw() {
    for (int i = 0; i < boxes.size(); i++) {
      region(i, 0, 0.5);
    }
  }

  private static List<Integer> byContribution(Trace.Step step) {
    return IntStream.range(0, step.regions())
        .boxed()
        .sorted((i, j) -> Float.compare(step.contribution(i), step.contribution(j)))
        .toList();
  }

  /** The picture faded, clear again where regions count. */
  private void spotlight(Trace.Step step, double most) {
    canvas.fill(frame, 0, Ink.WHITE.faded(0.5));
    for (int i : byContribution(step)) {
      double strength = step.contribution(i) / most;
      if (strength >= 0.1) {
        canvas.picture(frame, boxes.get(i), strength);
      }
    }
  }

  private void region(int i, double contribution, double strength) {
    Rect box = boxes.get(i);
    boolean few = boxes.size() <= FEW;
    double shown = few ? Math.sqrt(strength) : strength;
    double faintest = few ? 0.2 : 0.2 * Math.sqrt((double) FEW / boxes.size());
    double thickest = Math.max(0.75, Math.min(box.width(), box.height()) / 4);
    double width = Math.min(thickest, (few ? 1 : 0.75) + 2.5 * strength);
    canvas.begin("region", "Region " + (i + 1) + ": " + Percent.of(contribution));
    canvas.frame(box, 3, width + 2, Ink.WHITE.faded(0.85 * shown));
    canvas.frame(box, 3, width, Ink.REGION.faded(faintest + (1 - faintest) * shown));
    canvas.end();
  }

  private Curve curve(Trace.Link link) {
    Rect from = boxes.get(link.region());
    Rect to = boxes.get(link.partner());
    return Curve.bent(from.center(), to.center()).between(from.scaled(INNER), to.scaled(INNER));
  }

  private void link(Trace.Link link) {
    Curve curve = curve(link);
    double width = 1.5 + 3 * link.share();
    Curve shaft = curve.shortened(HEAD);
    Point tip = curve.to();
    Point way = curve.end();
    Point side = new Point(-way.y(), way.x());
    Point back = tip.plus(-(HEAD + width), way);
    double half = 3 + width;
    canvas.begin("link", text(link));
    canvas.curve(shaft, width + 2.5, Ink.WHITE.faded(0.85));
    canvas.triangle(
        tip.plus(1.5, way),
        back.plus(half + 1.5, side).plus(-1.5, way),
        back.plus(-half - 1.5, side).plus(-1.5, way),
        Ink.WHITE.faded(0.85));
    canvas.curve(shaft, width, Ink.LINK);
    canvas.triangle(tip, back.plus(half, side), back.plus(-half, side), Ink.LINK);
    canvas.end();
  }

  private static String text(Trace.Link link) {
    return "Region %d takes %s from region %d"
        .formatted(link.region() + 1, Percent.of(link.share()), link.partner() + 1);
  }

  private void numbers(Trace.Step step, Set<Integer> linked) {
    List<Integer> order = byContribution(step);
    int from = boxes.size() <= FEW ? 0 : boxes.size() - NUMBERED;
    Set<Integer> numbered = new TreeSet<>(order.subList(from, order.size()));
    numbered.addAll(linked);
    for (int k = order.size() - 1; k >= 0; k--) { // the strongest chooses its place first
      int i = order.get(k);
      if (!numbered.contains(i)) {
        continue;
      }
      double contribution = step.contribution(i);
      boolean told = contribution >= TOLD;
      String text = (i + 1) + (told ? " \u00b7 " + Percent.of(contribution) : "");
      double width = canvas.width(text, LABEL) + 2 * LABEL_PADDING;
      Rect place = labels.place(Labels.at(boxes.get(i), width, LABEL_HEIGHT));
      pill("number", place, text, told ? Ink.REGION : Ink.WHITE, told ? Ink.WHITE : Ink.SOFT);
    }
  }

  private void share(Trace.Link link) {
    String text = Percent.of(link.share());
    double width = canvas.width(text, LABEL) + 2 * LABEL_PADDING;
    Rect place = labels.place(Labels.beside(curve(link), width, LABEL_HEIGHT));
    pill("share", place, text, Ink.LINK, Ink.WHITE);
  }

  private void pill(String kind, Rect place, String text, Ink ground, Ink ink) {
    canvas.begin(kind, "");
    canvas.fill(place, LABEL_HEIGHT / 2, ground.faded(0.94));
    Point middle = place.center();
    canvas.text(text, middle.x(), middle.y() + 4, Anchor.MIDDLE, LABEL, ink);
    canvas.end();
  }
}
