package io.murel.io.pth;

import java.util.Map;

/** What a pickle may call: the few functions that rebuild tensors, arrays and containers. */
@FunctionalInterface
interface Constructor {

  /**
   * @param copies limits what the call may allocate beyond what its arguments hold
   * @throws MalformedException if the arguments do not fit
   */
  Object call(Tuple arguments, Budget copies);

  /** By "module.name"; the storage types are only named, not called. */
  Map<String, Constructor> ALLOWED =
      Map.ofEntries(
          Map.entry("collections.OrderedDict", Constructors::orderedDict),
          Map.entry("builtins.set", Constructors::set),
          Map.entry("__builtin__.set", Constructors::set),
          Map.entry("_codecs.encode", Constructors::bytes),
          Map.entry("torch.Size", Constructors::size),
          Map.entry("torch._utils._rebuild_tensor", Constructors::tensor),
          Map.entry("torch._utils._rebuild_tensor_v2", Constructors::tensor),
          Map.entry("torch._utils._rebuild_parameter", Constructors::parameter),
          Map.entry("numpy.dtype", Constructors::numpyType),
          Map.entry("numpy.core.multiarray.scalar", Constructors::numpyScalar),
          Map.entry("numpy._core.multiarray.scalar", Constructors::numpyScalar),
          Map.entry("numpy.ndarray", Constructors::numpyClass),
          Map.entry("numpy.core.multiarray._reconstruct", Constructors::numpyEmpty),
          Map.entry("numpy._core.multiarray._reconstruct", Constructors::numpyEmpty),
          Map.entry("numpy.core.numeric._frombuffer", Constructors::numpyArray),
          Map.entry("numpy._core.numeric._frombuffer", Constructors::numpyArray));

  /**
   * The constructor or {@link StorageType} of that name.
   *
   * @throws RefusedException for every other name
   */
  static Object named(String module, String name) {
    String full = module + "." + name;
    if (ALLOWED.containsKey(full)) {
      return ALLOWED.get(full);
    }
    if (module.equals("torch") || module.equals("torch.cuda")) {
      return StorageType.named(name).orElseThrow(() -> new RefusedException(full));
    }
    throw new RefusedException(full);
  }
}
