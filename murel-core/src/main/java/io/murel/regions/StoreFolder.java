package io.murel.regions;

import io.murel.BadInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Several stores as one source, for instance one of each split. Safe for many threads. */
final class StoreFolder implements RegionSource {

  private final Path folder;
  private final List<RegionStore> stores = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final Map<String, RegionStore> storeOf = new HashMap<>();

  private StoreFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens all stores.
   *
   * @param files at least one
   * @throws BadInputException if one is unusable, two hold the same image, or their features differ
   *     in number
   */
  static RegionSource open(Path folder, List<Path> files) throws IOException {
    StoreFolder joined = new StoreFolder(folder);
    for (Path file : files) {
      joined.add(file, RegionStore.open(file));
    }
    return joined;
  }

  private void add(Path file, RegionStore store) {
    stores.add(store);
    if (store.featureDim() != featureDim()) {
      throw BadInputException.at(file.toString())
          .found(store.featureDim() + " features per region")
          .expected(featureDim() + ", as in the other stores of " + folder)
          .remedy("Keep stores of different features in different folders.");
    }
    for (String name : store.imageNames()) {
      if (storeOf.putIfAbsent(name, store) != null) {
        throw BadInputException.at(file.toString())
            .found("image '" + name + "', which another store of the folder has too")
            .expected("each image in one store")
            .remedy("Move one of the stores elsewhere, or name the one to use.");
      }
      names.add(name);
    }
  }

  @Override
  public int featureDim() {
    return stores.get(0).featureDim();
  }

  @Override
  public List<String> imageNames() {
    return List.copyOf(names);
  }

  @Override
  public boolean contains(String imageName) {
    return storeOf.containsKey(imageName);
  }

  @Override
  public Regions regions(String imageName) {
    return store(imageName).regions(imageName);
  }

  @Override
  public RegionView view(String imageName) {
    return store(imageName).view(imageName);
  }

  /** The notes that all its stores share. */
  @Override
  public Map<String, String> metadata() {
    return RegionSources.shared(stores);
  }

  private RegionStore store(String imageName) {
    RegionStore store = storeOf.get(imageName);
    if (store == null) {
      throw BadInputException.at(folder.toString())
          .found("no image '" + imageName + "'")
          .expected("one of the %d images in its %d stores".formatted(names.size(), stores.size()))
          .remedy("Check that questions and regions are of the same data set.");
    }
    return store;
  }

  @Override
  public void close() {
    stores.forEach(RegionStore::close);
  }
}
