package org.lateo.app;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  static <T extends Output<T>> MutableDataset<T> of(
      Console console, Sheet sheet, OutputKind<T> kind, Model<?> model) {
    List<String> known = model.getFeatureIDMap().keySet().stream().sorted().toList();
    MutableDataset<T> dataset = Datasets.toPredict(sheet, kind, known);
    Set<String> found = new HashSet<>(sheet.columns());
    List<String> missing = known.stream().filter(name -> !found.contains(name)).toList();
    if (!sheet.sparse() && !missing.isEmpty()) {
      console.warn(
          sheet.source()
              + " lacks "
              + missing.size()
              + " of the model's "
              + known.size()
              + " features, which count as zero: "
              + Listing.of(missing));
    }
    return dataset;
  }
}
