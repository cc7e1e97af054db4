package org.lateo.app;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.lateo.LatentFeatureModel;
import org.lateo.VAEModel;
import org.lateo.anomaly.VAEAnomalyModel;
import org.lateo.app.input.Datasets;
import org.lateo.app.input.Listing;
import org.lateo.app.input.OutputKind;
import org.lateo.app.input.Sheet;
import org.lateo.likelihood.ColumnSummary;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;

/** Rows for a model, and a warning if they do not look like those it has learned from. */
final class ModelRows {
  private ModelRows() {}

  /** Whether a model takes columns as missing where they are absent; most take them as zero. */
  private static Predicate<String> missing(Model<?> model) {
    if (model instanceof VAEModel vae) {
      return vae::mayMiss;
    }
    if (model instanceof VAEAnomalyModel detector) {
      return detector::mayMiss;
    }
    return model instanceof LatentFeatureModel<?> pipeline
        ? pipeline.encoder()::mayMiss
        : column -> false;
  }

  /** Reads rows as a model takes them. */
  static Sheet read(DataArguments data, Model<?> model) {
    Set<String> fields = new HashSet<>();
    for (String feature : model.getFeatureIDMap().keySet()) {
      ColumnSummary.groupOf(feature).ifPresent(fields::add);
    }
    return data.read(missing(model), fields::contains);
  }

  static <T extends Output<T>> MutableDataset<T> of(
      Console console, Sheet sheet, OutputKind<T> kind, Model<?> model) {
    List<String> known = model.getFeatureIDMap().keySet().stream().sorted().toList();
    MutableDataset<T> dataset = Datasets.toPredict(sheet, kind, known);
    Set<String> found = new HashSet<>(sheet.columns());
    Map<Boolean, List<String>> absent =
        known.stream()
            .filter(name -> !found.contains(name) && !isCategory(name, sheet))
            .collect(Collectors.partitioningBy(sheet.missing()));
    absent.forEach((isMissing, names) -> warn(console, sheet, known.size(), isMissing, names));
    return dataset;
  }

  /** Whether a feature is one of a column's categories, which may not occur in this file. */
  private static boolean isCategory(String feature, Sheet sheet) {
    return ColumnSummary.groupOf(feature).filter(sheet.fields()::contains).isPresent();
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
