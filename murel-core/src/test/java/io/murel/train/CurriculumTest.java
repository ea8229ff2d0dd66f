package io.murel.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.data.Annotation;
import io.murel.data.LoaderOptions;
import io.murel.data.Question;
import io.murel.data.Stage;
import io.murel.data.VqaDataset;
import io.murel.data.VqaItem;
import io.murel.regions.RegionSource;
import io.murel.regions.Regions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;

class CurriculumTest {

  private static final LoaderOptions LOADING = new LoaderOptions(4, 0, true, false, false, 7);

  private static final List<Stage> STAGES =
      List.of(new Stage(0.1, List.of("query")), new Stage(0.4, List.of("query", "spatial")));

  /** Thirty questions of three types in turn, about one image; one more without a type. */
  private static VqaDataset dataset() {
    List<VqaItem> items = new ArrayList<>();
    for (int i = 0; i <= 30; i++) {
      String type = i == 30 ? null : List.of("query", "spatial", "count").get(i % 3);
      items.add(
          new VqaItem(
              new Question(i, 1, "image", "question " + i),
              new Annotation(i, "answer", List.of(), type, "other"),
              "image",
              new long[] {1},
              0,
              new int[] {0},
              new int[] {1}));
    }
    return new VqaDataset("train", items, new OneImage());
  }

  private record OneImage() implements RegionSource {
    @Override
    public int featureDim() {
      return 1;
    }

    @Override
    public List<String> imageNames() {
      return List.of("image");
    }

    @Override
    public boolean contains(String imageName) {
      return true;
    }

    @Override
    public Regions regions(String imageName) {
      return new Regions(new float[1], new float[4], 1, 1);
    }

    @Override
    public void close() {}
  }

  private static Set<String> types(BatchSource source) {
    Set<String> types = new TreeSet<>();
    try (BatchSource.Batches batches = source.epoch(0)) {
      while (batches.hasNext()) {
        try (PointerScope scope = new PointerScope()) {
          batches.next().items().forEach(i -> types.add(String.valueOf(i.questionType())));
        }
      }
    }
    return types;
  }

  @Test
  void eachStageVisitsItsTypesAndTheRestOfTheRunAll() {
    BatchSource source = Curriculum.of(dataset(), STAGES, LOADING);
    assertThat(types(source.at(0))).containsExactly("query");
    assertThat(types(source.at(0.1))).containsExactly("query", "spatial");
    assertThat(types(source.at(0.4))).containsExactly("count", "null", "query", "spatial");
    assertThat(source.at(0).until()).isEqualTo(0.1);
    assertThat(source.at(0.2).until()).isEqualTo(0.4);
    assertThat(source.at(0.9).until()).isEqualTo(1);
    assertThat(source.at(0).size()).isEqualTo(10);
    assertThat(source.at(0.2).batches()).isEqualTo(5);
    assertThat(source.size()).isEqualTo(31);
  }

  @Test
  void withoutStagesTheDataSetIsVisitedAsItIs() {
    BatchSource source = Curriculum.of(dataset(), List.of(), LOADING);
    assertThat(source.at(0)).isSameAs(source);
    assertThat(types(source)).hasSize(4);
  }

  @Test
  void aTypeThatDoesNotOccurIsRefusedWithTheNearest() {
    List<Stage> wrong = List.of(new Stage(0.5, List.of("spacial")));
    assertThatThrownBy(() -> Curriculum.of(dataset(), wrong, LOADING))
        .isInstanceOf(BadInputException.class)
        .hasMessage(
            "dataset.curriculum: found the question type 'spacial', expected one of the training"
                + " split (count, query, spatial). Did you mean 'spatial'?");
  }
}
