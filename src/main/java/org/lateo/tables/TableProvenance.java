package org.lateo.tables;

import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lateo.rows.AlteredRows;
import org.lateo.rows.DerivedSource;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.provenance.DataSourceProvenance;
import org.tribuo.provenance.DatasetProvenance;

/**
 * Where rows came from: a file, and how its cells were read.
 *
 * @param description the file's name and checksum, and its rows
 * @param schema a {@link Schema} as JSON; empty for files whose columns have no types
 */
public record TableProvenance(String description, String schema) implements DataSourceProvenance {
  private static final String DESCRIPTION = "description";
  private static final String SCHEMA = "schema";

  /** Between a file's name and its digest in a description. */
  static final String DIGEST = ", SHA-256 ";

  /** The file's name. */
  public String file() {
    return description.split(Pattern.quote(DIGEST), 2)[0];
  }

  /** Whether every row has a value in each of the same columns, or a gap. */
  public boolean hasColumns() {
    return !schema.isEmpty();
  }

  /** For deserialization, from its parts by name. */
  public TableProvenance(Map<String, Provenance> map) {
    this(text(map, DESCRIPTION), text(map, SCHEMA));
  }

  private static String text(Map<String, Provenance> map, String name) {
    return ObjectProvenance.checkAndExtractProvenance(
            map, name, StringProvenance.class, TableProvenance.class.getSimpleName())
        .getValue();
  }

  @Override
  public String getClassName() {
    return TableProvenance.class.getName();
  }

  @Override
  public Iterator<Pair<String, Provenance>> iterator() {
    return List.of(
            part(CLASS_NAME, getClassName()), part(DESCRIPTION, description), part(SCHEMA, schema))
        .iterator();
  }

  private static Pair<String, Provenance> part(String name, String value) {
    return new Pair<>(name, new StringProvenance(name, value));
  }

  /** How the rows that a model has learned from were read, if they came from a table. */
  public static Optional<Schema> schemaOf(Model<?> model) {
    return of(model).filter(TableProvenance::hasColumns).map(table -> Schema.parse(table.schema()));
  }

  /** The table whose rows a model has learned from, if they came from a table. */
  public static Optional<TableProvenance> of(Model<?> model) {
    return find(model.getProvenance().getDatasetProvenance());
  }

  /** The table that rows come from, if they do. */
  public static Optional<TableProvenance> ofRows(Dataset<?> rows) {
    return find(rows.getProvenance());
  }

  /** The table that rows were derived from, in however many steps. */
  private static Optional<TableProvenance> find(DataProvenance rows) {
    if (rows instanceof TableProvenance table) {
      return Optional.of(table);
    }
    if (rows instanceof AlteredRows altered) {
      return find(altered.dataset());
    }
    if (rows instanceof DerivedSource.DerivedProvenance derived) {
      return find(derived.dataset());
    }
    return rows instanceof DatasetProvenance dataset
        ? find(dataset.getSourceProvenance())
        : Optional.empty();
  }
}
