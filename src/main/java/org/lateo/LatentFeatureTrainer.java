package org.lateo;

import static java.util.Objects.requireNonNull;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import org.lateo.train.TrainingListener;
import org.tribuo.Dataset;
import org.tribuo.ImmutableDataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.Model;
import org.tribuo.MutableFeatureMap;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.WeightedExamples;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Learns latent codes from every row, labelled or not, and a Tribuo model on the codes of the
 * labelled ones. Rows whose output is the factory's unknown output count as unlabelled.
 *
 * <p>See:
 *
 * <pre>
 * Kingma DP, Rezende DJ, Mohamed S, Welling M.
 * "Semi-Supervised Learning with Deep Generative Models", section 2.1 (M1)
 * NeurIPS 2014.
 * </pre>
 *
 * @param <T> the type of output
 */
public final class LatentFeatureTrainer<T extends Output<T>>
    implements Trainer<T>, WeightedExamples {
  @Config(mandatory = true, description = "Trains the autoencoder, on every row.")
  private VAETrainer encoder;

  @Config(mandatory = true, description = "Trains on the codes of the labelled rows.")
  private Trainer<T> innerTrainer;

  private int trainInvocationCounter;

  /** For OLCUT. */
  private LatentFeatureTrainer() {}

  /**
   * Trains {@code innerTrainer} on the codes of {@code encoder}.
   *
   * @param encoder trains the autoencoder, on every row
   * @param innerTrainer trains on the codes of the labelled rows
   */
  public LatentFeatureTrainer(VAETrainer encoder, Trainer<T> innerTrainer) {
    this.encoder = requireNonNull(encoder, "encoder");
    this.innerTrainer = requireNonNull(innerTrainer, "innerTrainer");
  }

  /** Whether a feature of that name is missing where it is absent; see {@link VAETrainer}. */
  public boolean mayMiss(String feature) {
    return encoder.mayMiss(feature);
  }

  @Override
  public LatentFeatureModel<T> train(Dataset<T> examples) {
    return train(examples, Collections.emptyMap());
  }

  @Override
  public LatentFeatureModel<T> train(Dataset<T> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  public LatentFeatureModel<T> train(
      Dataset<T> examples, Map<String, Provenance> runProvenance, int invocationCount) {
    return train(examples, runProvenance, invocationCount, TrainingListener.NONE);
  }

  /**
   * As {@link #train(Dataset)}; a listener is told how the autoencoder's training goes.
   *
   * @throws IllegalArgumentException if no row has an output, if a feature's name starts with the
   *     reserved {@code lateo.}, or as {@link VAETrainer#fit(Dataset)} does
   */
  public LatentFeatureModel<T> train(Dataset<T> examples, TrainingListener listener) {
    return train(examples, Collections.emptyMap(), INCREMENT_INVOCATION_COUNT, listener);
  }

  private LatentFeatureModel<T> train(
      Dataset<T> examples,
      Map<String, Provenance> runProvenance,
      int invocationCount,
      TrainingListener listener) {
    TrainerProvenance provenance;
    int invocation;
    synchronized (this) {
      if (invocationCount != INCREMENT_INVOCATION_COUNT) {
        setInvocationCount(invocationCount);
      }
      invocation = trainInvocationCounter;
      encoder.setInvocationCount(invocation);
      innerTrainer.setInvocationCount(invocation);
      provenance = getProvenance();
      trainInvocationCounter++;
    }
    ImmutableFeatureMap features = examples.getFeatureIDMap();
    LatentFeatures.requireNoCollision(features);
    LabelledRows<T> labelled = LabelledRows.of(examples);
    VAEModel vae = encoder.fit(examples, listener, Map.of(), invocation);
    Model<T> inner =
        innerTrainer.train(codes(vae, labelled, examples), Collections.emptyMap(), invocation);
    ModelProvenance modelProvenance =
        new ModelProvenance(
            LatentFeatureModel.class.getName(),
            OffsetDateTime.now(ZoneId.systemDefault()),
            examples.getProvenance(),
            provenance,
            runProvenance);
    return new LatentFeatureModel<>(
        "latent-" + inner.getName(), modelProvenance, features, vae, inner);
  }

  private static <T extends Output<T>> Dataset<T> codes(
      VAEModel vae, LabelledRows<T> labelled, Dataset<T> original) {
    MutableFeatureMap names = new MutableFeatureMap();
    for (String name : LatentFeatures.names(vae.latent())) {
      names.add(name, 0);
    }
    ImmutableDataset<T> codes =
        new ImmutableDataset<>(
            LatentFeatures.encode(vae, labelled.examples()),
            original.getProvenance(),
            original.getOutputFactory(),
            new ImmutableFeatureMap(names),
            labelled.outputs(),
            false);
    return codes;
  }

  @Override
  public synchronized int getInvocationCount() {
    return trainInvocationCounter;
  }

  @Override
  public synchronized void setInvocationCount(int invocationCount) {
    if (invocationCount < 0) {
      throw new IllegalArgumentException(
          "Expected an invocation count of 0 or more, found " + invocationCount);
    }
    trainInvocationCounter = invocationCount;
  }

  @Override
  public TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }

  @Override
  public String toString() {
    return "LatentFeatureTrainer(encoder=" + encoder + ",innerTrainer=" + innerTrainer + ")";
  }
}
