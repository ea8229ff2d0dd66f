package io.murel.data;

import io.murel.BadInputException;
import io.murel.regions.RegionSource;
import io.murel.regions.RegionSources;
import io.murel.regions.Regions;
import java.util.List;
import java.util.Map;

/**
 * The regions of joined data sets. An image is looked for in one source after the other; the sets
 * that are joined call their images differently ("COCO_train2014_000000000042.jpg" and "42").
 *
 * @param sources at least one, all with equally many features a region
 */
public record JoinedRegions(List<RegionSource> sources) implements RegionSource {

  public JoinedRegions {
    sources = List.copyOf(sources);
    int dim = sources.get(0).featureDim();
    for (RegionSource source : sources) {
      if (source.featureDim() != dim) {
        throw BadInputException.at("the regions of the joined data sets")
            .found(dim + " and " + source.featureDim() + " features a region")
            .expected("the same number in both")
            .remedy("Extract the regions of both sets in the same way.");
      }
    }
  }

  @Override
  public int featureDim() {
    return sources.get(0).featureDim();
  }

  @Override
  public List<String> imageNames() {
    return sources.stream().flatMap(source -> source.imageNames().stream()).toList();
  }

  @Override
  public boolean contains(String imageName) {
    return sources.stream().anyMatch(source -> source.contains(imageName));
  }

  @Override
  public Regions regions(String imageName) {
    for (RegionSource source : sources) {
      if (source.contains(imageName)) {
        return source.regions(imageName);
      }
    }
    return sources.get(0).regions(imageName); // says that it is not there
  }

  /** The notes that all sources share. */
  @Override
  public Map<String, String> metadata() {
    return RegionSources.shared(sources);
  }

  /** Closes nothing: the sources are closed by who opened them. */
  @Override
  public void close() {}
}
