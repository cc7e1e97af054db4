package org.lateo.output;

import com.google.protobuf.Any;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.util.Map;
import org.lateo.storage.Protos;
import org.tribuo.OutputFactory;
import org.tribuo.protos.core.OutputFactoryProto;
import org.tribuo.provenance.OutputFactoryProvenance;

/**
 * Makes the outputs of data to be encoded. Whatever its label, every row gets {@link
 * LatentCode#UNKNOWN}, so that any data source can be read with this factory.
 */
public final class LatentCodeFactory implements OutputFactory<LatentCode> {
  private static final long serialVersionUID = 1L;

  /** Version of the stored form. */
  public static final int CURRENT_VERSION = 0;

  private static final LatentCodeEvaluator EVALUATOR = new LatentCodeEvaluator();

  /** For data sources and for OLCUT; there is nothing to configure. */
  public LatentCodeFactory() {}

  /**
   * Deserialization factory; {@code message} is empty.
   *
   * @throws IllegalArgumentException if the version is too new or the message is not empty
   */
  public static LatentCodeFactory deserializeFromProto(int version, String className, Any message) {
    Protos.checkVersion(LatentCodeFactory.class, version, CURRENT_VERSION);
    if (!message.getValue().isEmpty()) {
      throw new IllegalArgumentException(
          "Expected no data for LatentCodeFactory, found " + message.getValue().size() + " bytes");
    }
    return new LatentCodeFactory();
  }

  @Override
  public OutputFactoryProto serialize() {
    return OutputFactoryProto.newBuilder()
        .setVersion(CURRENT_VERSION)
        .setClassName(LatentCodeFactory.class.getName())
        .build();
  }

  /** {@link LatentCode#UNKNOWN} for any label. */
  @Override
  public <V> LatentCode generateOutput(V label) {
    return LatentCode.UNKNOWN;
  }

  @Override
  public LatentCode getUnknownOutput() {
    return LatentCode.UNKNOWN;
  }

  @Override
  public MutableLatentCodeInfo generateInfo() {
    return new MutableLatentCodeInfo();
  }

  /**
   * The domain of a model that Tribuo did not train, which has seen each code once.
   *
   * @param mapping codes of one dimension each, to their ids
   * @throws IllegalArgumentException if the ids are not dense, a code has not exactly one
   *     dimension, or the names do not ascend with the ids
   */
  @Override
  public ImmutableLatentCodeInfo constructInfoForExternalModel(Map<LatentCode, Integer> mapping) {
    OutputFactory.validateMapping(mapping);
    String[] names = new String[mapping.size()];
    double[] mean = new double[mapping.size()];
    for (Map.Entry<LatentCode, Integer> entry : mapping.entrySet()) {
      LatentCode code = entry.getKey();
      if (code.size() != 1) {
        throw new IllegalArgumentException("Expected a code of one dimension, found " + code);
      }
      names[entry.getValue()] = code.getNames()[0];
      mean[entry.getValue()] = code.getMean()[0];
    }
    MutableLatentCodeInfo info = new MutableLatentCodeInfo(names);
    info.observe(new LatentCode(names, mean, new double[names.length]));
    return info.generateImmutableOutputInfo();
  }

  @Override
  public LatentCodeEvaluator getEvaluator() {
    return EVALUATOR;
  }

  @Override
  public Class<LatentCode> getTypeWitness() {
    return LatentCode.class;
  }

  @Override
  public OutputFactoryProvenance getProvenance() {
    return new LatentCodeFactoryProvenance();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LatentCodeFactory;
  }

  @Override
  public int hashCode() {
    return LatentCodeFactory.class.getName().hashCode();
  }

  @Override
  public String toString() {
    return "LatentCodeFactory";
  }

  /** Provenance of a {@link LatentCodeFactory}: its class alone. */
  public static final class LatentCodeFactoryProvenance implements OutputFactoryProvenance {
    private static final long serialVersionUID = 1L;

    LatentCodeFactoryProvenance() {}

    /** Reads the marshalled form, which is empty. */
    public LatentCodeFactoryProvenance(Map<String, Provenance> map) {}

    @Override
    public String getClassName() {
      return LatentCodeFactory.class.getName();
    }

    @Override
    public String toString() {
      return generateString("OutputFactory");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof LatentCodeFactoryProvenance;
    }

    @Override
    public int hashCode() {
      return LatentCodeFactoryProvenance.class.getName().hashCode();
    }
  }
}
