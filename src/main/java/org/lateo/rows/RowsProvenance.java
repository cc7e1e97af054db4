package org.lateo.rows;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Map;
import org.tribuo.MutableDataset;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.DatasetProvenance;

/**
 * The provenance of rows that are not those of a dataset which can be made from a source alone, or
 * that never were in a dataset. Whoever reads a provenance to train again makes a dataset of the
 * class it names from the source it names, and knows nothing else.
 */
public final class RowsProvenance extends DatasetProvenance {
  private static final long serialVersionUID = 1L;

  private RowsProvenance(
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

  /**
   * For deserialization.
   *
   * @param map the parts by name
   */
  public RowsProvenance(Map<String, Provenance> map) {
    super(map);
  }

  /** Rows read straight from a source: all that {@code new MutableDataset<>(source)} would hold. */
  static RowsProvenance streamed(
      DataSourceProvenance source, boolean dense, int examples, int features, int outputs) {
    return new RowsProvenance(source, dense, examples, features, outputs);
  }

  /**
   * What a model says of the dataset it was trained on: the dataset's own provenance, unless that
   * leads to other rows. Of a part of a dataset it leads to the whole, and of a transformed one to
   * what it was before; then it is inside an {@link AlteredRows}, which leads nowhere.
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
