package org.lateo;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Map;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.DatasetProvenance;

/**
 * The provenance of rows that were read straight from a data source. It says of the source what the
 * provenance of a dataset would, so that whoever rebuilds the source from it can train again.
 */
public final class StreamedProvenance extends DatasetProvenance {
  private static final long serialVersionUID = 1L;

  StreamedProvenance(
      DataSourceProvenance source, boolean dense, int examples, int features, int outputs) {
    super(
        source,
        new ListProvenance<>(),
        TrainingRows.class.getName(),
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
  public StreamedProvenance(Map<String, Provenance> map) {
    super(map);
  }
}
