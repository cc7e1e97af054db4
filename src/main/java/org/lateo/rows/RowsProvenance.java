package org.lateo.rows;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Map;
import org.tribuo.MutableDataset;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.DatasetProvenance;

/**
 * The provenance of rows that never were in a dataset, or in one that cannot be made again from its
 * source alone. A program that reads a provenance to train again makes a dataset of the class named
 * there from the source named there, and knows nothing else.
 */
public final class RowsProvenance extends DatasetProvenance {
  private static final long serialVersionUID = 1L;

  /** Rows read straight from a source: all that {@code new MutableDataset<>(source)} would hold. */
  public RowsProvenance(
      DataSourceProvenance source, boolean dense, int examples, int features, int outputs) {
    super(
        source,
        new ListProvenance<>(),
        MutableDataset.class.getName(),
        dense,
        false,
        examples,
        features,
        outputs);
  }

  /** For deserialization, from its parts by name. */
  public RowsProvenance(Map<String, Provenance> map) {
    super(map);
  }

  /**
   * What a model stores of the dataset it was trained on: the dataset's own provenance, unless
   * other rows would be made again from it. For a part of a dataset these would be the whole, for a
   * transformed dataset the rows before; then it is wrapped in an {@link AlteredRows}, from which
   * nothing can be made.
   */
  public static DatasetProvenance of(DatasetProvenance dataset) {
    boolean leads =
        dataset.getSourceProvenance() instanceof DataSourceProvenance
            && dataset.getTransformationProvenance().getList().isEmpty();
    return leads
        ? dataset
        : new RowsProvenance(
            new AlteredRows(dataset),
            dataset.isDense(),
            dataset.getNumExamples(),
            dataset.getNumFeatures(),
            dataset.getNumOutputs());
  }
}
