package org.lateo;

import java.util.ArrayList;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Output;
import org.tribuo.impl.ArrayExample;

/** Latent codes as Tribuo examples: the posterior means, named so that their order is kept. */
final class LatentFeatures {
  /** Reserved: no feature of the original data may start with it. */
  static final String PREFIX = "lateo.";

  private LatentFeatures() {}

  /** The names of the features that hold the codes, {@code [latent]}, ascending. */
  static String[] names(int latent) {
    String[] names = LatentCode.dimensionNames(latent);
    for (int i = 0; i < latent; i++) {
      names[i] = PREFIX + names[i];
    }
    return names;
  }

  /** Refuses data whose own features could be taken for codes. */
  static void requireNoCollision(ImmutableFeatureMap features) {
    for (String name : ExampleTable.names(features)) {
      if (name.startsWith(PREFIX)) {
        throw new IllegalArgumentException(
            "Feature names starting with '" + PREFIX + "' are reserved for codes, found " + name);
      }
    }
  }

  /** The examples with their codes as features; output, weight and metadata stay. */
  static <T extends Output<T>> List<Example<T>> encode(
      VAEModel encoder, List<Example<T>> examples) {
    List<LatentCode> codes = encoder.encode(examples);
    String[] names = names(encoder.latent());
    List<Example<T>> encoded = new ArrayList<>(examples.size());
    for (int i = 0; i < examples.size(); i++) {
      Example<T> original = examples.get(i);
      ArrayExample<T> example =
          new ArrayExample<>(
              original.getOutput(), names, codes.get(i).getMean(), original.getMetadata());
      example.setWeight(original.getWeight());
      encoded.add(example);
    }
    return encoded;
  }
}
