package org.lateo.storage;

import java.util.List;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Architecture;
import org.lateo.model.Definition;
import org.lateo.protos.DefinitionProto;

/** Writes definitions of trained models as messages, and reads them with every number checked. */
public final class Definitions {
  private Definitions() {}

  /** The message of a definition. */
  public static DefinitionProto write(Definition<?> d) {
    DefinitionProto.Builder proto =
        DefinitionProto.newBuilder()
            .setArchitecture(Protos.write(d.architecture()))
            .setSparse(d.sparse())
            .setSeed(d.seed());
    for (int c = 0; c < d.scaling().columns(); c++) {
      proto.addShift(d.scaling().shift()[c]).addScale(d.scaling().scale()[c]);
    }
    if (!d.missing().isNone()) {
      proto.addAllMissing(d.missing().units());
    }
    for (int c = 0; !d.origin().isNone() && c < d.origin().values().length; c++) {
      proto.addOrigin(d.origin().values()[c]);
    }
    for (float value : d.parameters()) {
      proto.addParameter(value);
    }
    return proto.build();
  }

  /**
   * The definition of a message.
   *
   * @param kind the kind of architecture
   * @throws IllegalArgumentException if the architecture is of another kind or cannot be made, if a
   *     list does not have one entry for each column, or if a parameter is not finite
   */
  public static <A extends Architecture> Definition<A> read(Class<A> kind, DefinitionProto proto) {
    Architecture architecture = Protos.read(Architecture.class, proto.getArchitecture());
    if (!kind.isInstance(architecture)) {
      throw new IllegalArgumentException(
          "Expected a " + kind.getSimpleName() + ", found " + proto.getArchitecture().getName());
    }
    Scaling scaling =
        new Scaling(Protos.toArray(proto.getShiftList()), Protos.toArray(proto.getScaleList()));
    return new Definition<>(
        kind.cast(architecture),
        scaling,
        proto.getSparse(),
        missing(proto.getMissingList(), scaling.columns()),
        origin(proto.getOriginList(), scaling.columns()),
        Protos.toFinite("parameters", proto.getParameterList()),
        proto.getSeed());
  }

  private static MissingColumns missing(List<Integer> units, int columns) {
    requireNoneOrEach("whether it may be missing", columns, units.size());
    return units.isEmpty() ? MissingColumns.none(columns) : new MissingColumns(units);
  }

  private static Origin origin(List<Double> values, int columns) {
    requireNoneOrEach("an origin", columns, values.size());
    return values.isEmpty() ? Origin.none(columns) : new Origin(Protos.toArray(values));
  }

  private static void requireNoneOrEach(String what, int columns, int found) {
    if (found != 0 && found != columns) {
      throw new IllegalArgumentException(
          String.format(
              "Expected for none or each of %d columns %s, found %d", columns, what, found));
    }
  }
}
