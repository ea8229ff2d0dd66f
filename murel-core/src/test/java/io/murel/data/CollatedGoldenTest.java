package io.murel.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.golden.Golden;
import io.murel.io.NdArray;
import io.murel.io.Safetensors;
import io.murel.model.Batch;
import io.murel.nn.Torch;
import io.murel.regions.RegionSource;
import io.murel.regions.Regions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some training items of VQA v2 put together as the original's collate functions do it. */
class CollatedGoldenTest {

  @TempDir Path dir;

  @Test
  void aBatchHasTheTensorsOfTheOriginal() throws IOException {
    JsonNode expected = Golden.json("data/expected/vqa2/collated_batch.json");
    Safetensors tensors = Golden.tensors("data/expected/vqa2/collated_batch.safetensors");
    // The file does not say with which of the option sets it was made: the words tell.
    List<VqaItem> items =
        GoldenSet.of("vqa2").stream()
            .map(set -> items(set, expected))
            .filter(some -> sameWords(some, tensors.get("question")))
            .findFirst()
            .orElseThrow();
    try (PointerScope scope = new PointerScope();
        RegionSource regions = new ExpectedRegions()) {
      int[] classIds = items.stream().mapToInt(VqaItem::answerId).toArray();
      Batch batch = Collated.of(items, classIds, regions, FeatureMemory.NEW).toBatch().batch();
      assertSame(batch.visual(), tensors.get("visual"));
      assertSame(batch.normCoord(), tensors.get("norm_coord"));
      assertThat(batch.regionMask()).isNull();
      assertSame(batch.question(), tensors.get("question"));
      assertThat(Torch.longs(batch.lengths())).isEqualTo(tensors.get("lengths").longs());
      assertThat(Torch.longs(batch.classId())).isEqualTo(tensors.get("class_id").longs());
    }
    JsonNode other = expected.get("other");
    assertThat(items.stream().map(VqaItem::imageName).toList())
        .isEqualTo(GoldenSet.texts(other.get("image_name")));
    assertThat(items.stream().map(VqaItem::answer).toList())
        .isEqualTo(GoldenSet.texts(other.get("answer")));
    assertThat(items.stream().map(VqaItem::questionType).toList())
        .isEqualTo(GoldenSet.texts(other.get("question_type")));
  }

  private List<VqaItem> items(GoldenSet set, JsonNode expected) {
    List<VqaItem> all = set.open(dir).split("train").items();
    List<VqaItem> out = new ArrayList<>();
    expected.get("indices").forEach(index -> out.add(all.get(index.asInt())));
    return out;
  }

  private static boolean sameWords(List<VqaItem> items, NdArray question) {
    return Arrays.equals(
        PaddedWords.of(items.stream().map(VqaItem::wordIds).toList()).ids().longs(),
        question.longs());
  }

  private static void assertSame(Tensor actual, NdArray expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(Torch.doubles(actual)).isEqualTo(expected.doubles());
  }

  /** The region files of the reference set, as it says they should be read. */
  private static final class ExpectedRegions implements RegionSource {
    private final Safetensors file = Golden.tensors("data/rcnn_expected.safetensors");

    @Override
    public Regions regions(String imageName) {
      NdArray features = file.get(imageName + "/pooled_feat"); // [N, V]
      return new Regions(
          features.floats(),
          file.get(imageName + "/norm_rois").floats(),
          (int) features.shape()[0],
          (int) features.shape()[1]);
    }

    @Override
    public int featureDim() {
      return (int)
          file.get(
                  file.arrays().keySet().stream()
                      .filter(name -> name.endsWith("/pooled_feat"))
                      .findFirst()
                      .orElseThrow())
              .shape()[1];
    }

    @Override
    public List<String> imageNames() {
      return List.of();
    }

    @Override
    public boolean contains(String imageName) {
      return file.arrays().containsKey(imageName + "/pooled_feat");
    }

    @Override
    public void close() {}
  }
}
