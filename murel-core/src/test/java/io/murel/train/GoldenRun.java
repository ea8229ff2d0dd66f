package io.murel.train;

import com.fasterxml.jackson.databind.JsonNode;
import io.murel.data.DatasetOptions;
import io.murel.data.QuestionSet;
import io.murel.data.VqaDataset;
import io.murel.data.VqaItem;
import io.murel.data.VqaVocabulary;
import io.murel.golden.Golden;
import io.murel.io.NdArray;
import io.murel.io.pth.PthReader;
import io.murel.model.Networks;
import io.murel.model.VqaNetwork;
import io.murel.options.Options;
import io.murel.regions.RegionSource;
import io.murel.regions.Regions;
import io.murel.text.Tokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The reference's real run on VQA v2: its options as its log has them, the questions as downloaded,
 * the regions as extracted.
 */
final class GoldenRun {

  static final String FOLDER = "ckpt/run_vqa2/";

  private final Options network;
  private final VqaVocabulary vocabulary;
  final DatasetOptions dataset;

  GoldenRun() {
    JsonNode logged = Golden.json(FOLDER + "logs.json").get("options");
    dataset = DatasetOptions.from(Golden.options(logged.get("dataset").get(0)).without("import"));
    network = Golden.options(logged.get("model").get(0).get("network")).without("import");
    vocabulary =
        VqaVocabulary.of(
            questions("train2014", true),
            Tokenizer.named(dataset.nlp()),
            dataset.nans(),
            dataset.minwcount());
  }

  VqaVocabulary vocabulary() {
    return vocabulary;
  }

  /** The network of the run; its attention is smaller than the 512 that options cannot change. */
  VqaNetwork network() {
    Options encoder = network.child("txt_enc");
    String files = Golden.path("text/skip-thoughts").toString();
    JsonNode dims = Golden.json(FOLDER + "ckpt_last_expected.json").get("dims");
    Options sized =
        network
            .with("txt_enc", encoder.with("dir_st", files).values())
            .with("self_q_att_dim", dims.get("A").asInt());
    int features = network.child("cell").child("fusion").integers("input_dims").get(1);
    return Networks.create(sized, vocabulary.words().words(), features);
  }

  /** A split by the name of its files, for instance "val2014". */
  VqaDataset split(String subtype, boolean answered) {
    List<VqaItem> items =
        vocabulary.items(questions(subtype, answered)).stream()
            .map(item -> withImageName(item, subtype))
            .toList();
    return new VqaDataset(subtype, items, new RegionFiles(Golden.path("data/rcnn_zip")));
  }

  private static QuestionSet questions(String subtype, boolean answered) {
    Path raw = Golden.path("data/vqa2/raw/annotations");
    return QuestionSet.read(
        raw.resolve("OpenEnded_mscoco_" + subtype + "_questions.json"),
        answered ? raw.resolve("mscoco_" + subtype + "_annotations.json") : null);
  }

  /** The files number their images; regions are found by the names of the COCO files. */
  private static VqaItem withImageName(VqaItem item, String subtype) {
    return new VqaItem(
        item.question(),
        item.annotation(),
        "COCO_%s_%012d.jpg".formatted(subtype, item.question().imageId()),
        item.wordIds(),
        item.answerId(),
        item.answerIds(),
        item.answerCounts());
  }

  /** One file of torch.save an image. */
  private record RegionFiles(Path folder) implements RegionSource {
    @Override
    public Regions regions(String imageName) {
      try {
        Map<?, ?> file = PthReader.readDict(folder.resolve(imageName + ".pth"));
        NdArray features = (NdArray) file.get("pooled_feat"); // [N, V]
        NdArray boxes = (NdArray) file.get("norm_rois"); // [N, 4]
        int count = (int) features.shape()[0];
        return new Regions(features.floats(), boxes.floats(), count, (int) features.shape()[1]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public int featureDim() {
      return regions("COCO_val2014_000000136644.jpg").dim();
    }

    @Override
    public List<String> imageNames() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean contains(String imageName) {
      return Files.exists(folder.resolve(imageName + ".pth"));
    }

    @Override
    public void close() {}
  }
}
