package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.murel.BadInputException;
import io.murel.data.Samples.MemoryRegions;
import io.murel.data.sets.RawFiles;
import io.murel.options.Options;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sets whose raw lists and regions lie in different places: VQA v2, alone and joined. */
class PublicSetsTest {

  private static final String COCO = "COCO_train2014_000000000%d.jpg";

  @TempDir Path temp;
  private final MemoryRegions regions = new MemoryRegions(2);
  private final MemoryRegions genomeRegions = new MemoryRegions(2);
  private final List<Path> opened = new ArrayList<>();

  @BeforeEach
  void files() throws IOException {
    RawFiles vqa = new RawFiles(temp.resolve("vqa2"));
    vqa.questions("OpenEnded_mscoco_train2014_questions.json", "", 0, 30);
    vqa.annotations("mscoco_train2014_annotations.json", 0, 30, "red", "red", "blue");
    vqa.questions("OpenEnded_mscoco_val2014_questions.json", "", 30, 10);
    vqa.annotations("mscoco_val2014_annotations.json", 30, 10, "green", "blue");
    for (int image = 100; image < 140; image++) {
      regions.with(COCO.formatted(image), 1, image);
      regions.with(COCO.formatted(image).replace("train", "val"), 1, image);
    }
    new RawFiles(temp.resolve("vg"))
        .write(
            "json/question_answers.json",
            "[{\"qas\": [{\"qa_id\": 900, \"image_id\": 100, \"question\": \"Which colour?\","
                + " \"answer\": \"Red.\"}, {\"qa_id\": 901, \"image_id\": 101, \"question\":"
                + " \"Which shape?\", \"answer\": \"round\"}]}]");
    genomeRegions.with("100", 3, -1).with("101", 3, -2);
  }

  @Test
  void allSplitsReadFromOneSourceThatIsOpenedOnce() {
    try (VqaData data = open(Map.of())) {
      VqaDataset train = data.split("train");
      VqaDataset val = data.split("val");
      assertThat(val.regions()).isSameAs(train.regions());
      assertThat(opened).containsExactly(temp.resolve("rcnn"));
      assertThat(val.items().get(0).imageName()).isEqualTo("COCO_val2014_000000000130.jpg");
    }
    assertThat(regions.closed).isTrue();
  }

  @Test
  void trainvalLearnsFrom95PercentOfBothAndEvaluatesOnTheRest() {
    try (VqaData data = open(Map.of("proc_split", "trainval"))) {
      VqaDataset train = data.split("train");
      VqaDataset val = data.split("val");
      assertThat(train.size()).isEqualTo(38);
      assertThat(val.items()).extracting(VqaItem::questionId).containsExactly(28L, 23L);
      assertThat(train.items()).extracting(VqaItem::answer).contains("green");
    }
  }

  @Test
  void anotherSeedHoldsOutOtherQuestionsInAFolderOfTheirOwn() {
    DatasetOptions options = options(Map.of("proc_split", "trainval"));
    String key = "nans,3000_minwcount,0_nlp,mcb_proc_split,trainval";
    Path prepared = temp.resolve("vqa2/prepared");
    for (long seed : new long[] {DatasetOptions.SPLIT_SEED, 7}) {
      try (VqaData data = VqaData.open(options.withSplitSeed(seed), place -> regions)) {
        assertThat(data.split("val").items())
            .extracting(VqaItem::questionId)
            .hasSize(2)
            .isEqualTo(seed == 7 ? List.of(25L, 4L) : List.of(28L, 23L));
      }
      assertThat(prepared.resolve(seed == 7 ? key + "_seed,7" : key)).isDirectory();
    }
  }

  @Test
  void visualGenomeJoinsTheTrainingSplitWithItsOwnRegions() {
    try (VqaData data = open(Map.of("vg", true))) {
      VqaDataset train = data.split("train");
      VqaItem last = train.items().get(train.size() - 1);
      assertThat(train.size()).isEqualTo(31); // "round" is no answer of VQA v2
      assertThat(last.questionId()).isEqualTo(900);
      assertThat(last.answer()).isEqualTo("red");
      assertThat(train.regions().regions(last.imageName()).count()).isEqualTo(3);
      assertThat(train.regions().regions(COCO.formatted(100)).count()).isEqualTo(1);
      assertThat(data.vocabulary().words().words()).endsWith("UNK", "colour", "shape", "which");
      assertThat(data.split("val").items()).hasSize(10);
    }
    assertThat(genomeRegions.closed).isTrue();
  }

  @Test
  void joinedRegionsMustHaveEquallyManyFeatures() {
    try (VqaData data =
        VqaData.open(
            options(Map.of("vg", true)),
            place -> place.endsWith("rcnn_vg") ? new MemoryRegions(5) : regions)) {
      assertThatThrownBy(() -> data.split("train"))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith(
              "the regions of the joined data sets: found 2 and 5 features a region");
    }
  }

  @Test
  void anImageWithoutRegionsNamesBothPlaces() {
    genomeRegions.images.clear();
    try (VqaData data = open(Map.of("vg", true))) {
      assertThatThrownBy(() -> data.split("train"))
          .hasMessageStartingWith(
              "%s and %s: found no regions of 1 of the 31 images (100), expected"
                  .formatted(temp.resolve("rcnn"), temp.resolve("rcnn_vg")));
    }
  }

  @Test
  void visualGenomeNeedsAFolder() {
    Map<String, Object> values = new HashMap<>();
    values.put("vg", true);
    values.put("dir_vg", null);
    assertThatThrownBy(() -> open(values))
        .hasMessage(
            "dataset.dir_vg: found nothing, expected the folder of Visual Genome, since dataset.vg"
                + " is True. Bring it with: ./murel download vgenome and set dataset.dir_vg.");
  }

  @Test
  void visualGenomeJoinsNoOtherSet() {
    assertThatThrownBy(() -> open(Map.of("vg", true, "name", "vqacp2")))
        .hasMessageStartingWith(
            "dataset.vg: found True, expected False for the data set 'vqacp2'.");
  }

  @Test
  void questionsOutsideTestDevAreToldApart() throws IOException {
    RawFiles vqa = new RawFiles(temp.resolve("vqa2"));
    vqa.questions("OpenEnded_mscoco_test-dev2015_questions.json", "", 50, 2);
    try (VqaData data = open(Map.of())) {
      assertThat(data.testDev("test").test(51)).isTrue();
      assertThat(data.testDev("test").test(52)).isFalse();
    }
  }

  private VqaData open(Map<String, Object> more) {
    return VqaData.open(
        options(more),
        place -> {
          opened.add(place);
          return place.endsWith("rcnn_vg") ? genomeRegions : regions;
        });
  }

  private DatasetOptions options(Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>();
    values.put("name", "vqa2");
    values.put("dir", temp.resolve("vqa2").toString());
    values.put("dir_rcnn", temp.resolve("rcnn").toString());
    values.put("dir_vg", temp.resolve("vg").toString());
    values.put("dir_rcnn_vg", temp.resolve("rcnn_vg").toString());
    values.putAll(more);
    return DatasetOptions.from(Options.of(values, "dataset"));
  }
}
