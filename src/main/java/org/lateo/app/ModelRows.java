package org.lateo.app;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lateo.LatentFeatureModel;
import org.lateo.VAEModel;
import org.lateo.app.input.Datasets;
import org.lateo.app.input.Listing;
import org.lateo.app.input.OutputKind;
import org.lateo.app.input.Sheet;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;

/** Rows for a model, and a warning if they do not look like those it has learned from. */
final class ModelRows {
  private ModelRows() {}

  /** Whether a model takes columns as missing where they are absent; most take them as zero. */
  static Predicate<String> missing(Model<?> model) {
    if (model instanceof VAEModel vae) {
      return vae::mayMiss;
    }
    return model instanceof LatentFeatureModel<?> pipeline
        ? pipeline.encoder()::mayMiss
        : column -> false;
  }

  static <T extends Output<T>> MutableDataset<T> of(
      Console console, Sheet sheet, OutputKind<T> kind, Model<?> model) {
    List<String> known = model.getFeatureIDMap().keySet().stream().sorted().toList();
    MutableDataset<T> dataset = Datasets.toPredict(sheet, kind, known);
    Set<String> found = new HashSet<>(sheet.columns());
    Map<Boolean, List<String>> absent =
        known.stream()
            .filter(name -> !found.contains(name))
            .collect(Collectors.partitioningBy(sheet.missing()));
    absent.forEach((isMissing, names) -> warn(console, sheet, known.size(), isMissing, names));
    return dataset;
  }

  private static void warn(
      Console console, Sheet sheet, int known, boolean isMissing, List<String> names) {
    if (!names.isEmpty() && !sheet.sparse()) {
      console.warn(
          sheet.source()
              + " lacks "
              + names.size()
              + " of the model's "
              + known
              + " features, which count as "
              + (isMissing ? "missing" : "zero")
              + ": "
              + Listing.of(names));
    }
  }
}
