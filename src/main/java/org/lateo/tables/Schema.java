package org.lateo.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a table was read. A model's provenance holds that of its training rows, so that later rows
 * are read in the same way.
 *
 * @param columns the columns by name, in the order of the file
 * @param cells the format of cells
 */
public record Schema(Map<String, Column> columns, CellFormat cells) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String GAPS = "gaps";
  private static final String DECIMAL_COMMA = "decimalComma";
  private static final String COLUMNS = "columns";

  static Schema of(List<Column> columns, CellFormat cells) {
    Map<String, Column> byName = new LinkedHashMap<>();
    columns.forEach(column -> byName.put(column.name(), column));
    return new Schema(byName, cells);
  }

  /** The names of the columns of a type, in the order of the file. */
  public List<String> names(ColumnType type) {
    return columns.values().stream()
        .filter(column -> column.type() == type)
        .map(Column::name)
        .toList();
  }

  /** The columns in the order of the file. */
  public List<Column> list() {
    return List.copyOf(columns.values());
  }

  /** The output, if one was named. */
  public Optional<String> response() {
    return names(ColumnType.RESPONSE).stream().findFirst();
  }

  /** As JSON, which {@link #parse} reads. */
  String json() {
    ObjectNode root = JSON.createObjectNode();
    cells.gaps().forEach(root.putArray(GAPS)::add);
    root.put(DECIMAL_COMMA, cells.decimalComma());
    ObjectNode types = root.putObject(COLUMNS);
    columns.values().forEach(column -> types.put(column.name(), column.typeText()));
    return root.toString();
  }

  static Schema parse(String json) {
    try {
      JsonNode root = JSON.readTree(json);
      Set<String> gaps = new TreeSet<>();
      root.path(GAPS).forEach(word -> gaps.add(word.asText()));
      CellFormat cells = new CellFormat(gaps, root.path(DECIMAL_COMMA).asBoolean());
      return of(types(root.path(COLUMNS)), cells);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Expected a schema as JSON, found other text", e);
    }
  }

  private static List<Column> types(JsonNode byName) {
    List<Column> columns = new ArrayList<>();
    byName
        .fields()
        .forEachRemaining(e -> columns.add(Column.given(e.getKey(), e.getValue().asText())));
    return columns;
  }
}
