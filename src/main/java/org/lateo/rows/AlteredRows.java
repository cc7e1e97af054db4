package org.lateo.rows;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.DatasetProvenance;

/**
 * The source provenance of rows that are a part of a dataset, or a dataset after a transformation.
 * It names the dataset's class where a source's class is expected, so that making a source of it
 * fails instead of giving other rows.
 *
 * @param dataset the provenance of that dataset
 */
public record AlteredRows(DatasetProvenance dataset) implements DataSourceProvenance {
  private static final String DATASET = "dataset";

  /** For deserialization, from its parts by name. */
  public AlteredRows(Map<String, Provenance> map) {
    this(
        ObjectProvenance.checkAndExtractProvenance(
            map, DATASET, DatasetProvenance.class, AlteredRows.class.getSimpleName()));
  }

  @Override
  public String getClassName() {
    return dataset.getClassName();
  }

  @Override
  public Iterator<Pair<String, Provenance>> iterator() {
    return List.<Pair<String, Provenance>>of(
            new Pair<>(CLASS_NAME, new StringProvenance(CLASS_NAME, getClassName())),
            new Pair<>(DATASET, dataset))
        .iterator();
  }
}
