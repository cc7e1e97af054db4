package org.lateo.model;

import com.oracle.labs.mlrg.olcut.config.Config;
import java.util.Arrays;
import java.util.List;
import org.lateo.config.Fields;
import org.lateo.graph.Input;
import org.lateo.graph.Node;
import org.lateo.latent.LatentDistribution;
import org.lateo.latent.Prior;
import org.lateo.likelihood.ColumnSummary;
import org.lateo.likelihood.MissingColumns;
import org.lateo.likelihood.Origin;
import org.lateo.likelihood.Scaling;
import org.lateo.nn.ClassPerceptron;
import org.lateo.nn.Dense;
import org.lateo.nn.DenseLayers;
import org.lateo.nn.Layer;
import org.lateo.nn.Sizes;

/** The shape of a semi-supervised variational autoencoder. */
public final class SemiSupervisedArchitecture implements Architecture {
  @Config(description = "The shape of p(x|y,z) and q(z|x,y).")
  private VAEArchitecture vae = new VAEArchitecture();

  @Config(description = "Sizes of the hidden layers of q(y|x); none for a linear classifier.")
  private int[] classifier = {};

  @Config(description = "p(y) of each class; where it is learned, as it starts.")
  private double[] classProbabilities = {1};

  @Config(description = "Whether training moves p(y).")
  private boolean classPriorLearned = false;

  @Config(description = "Whether rows are codes of another autoencoder.")
  private boolean codes = false;

  private ClassPrior prior;

  /** The defaults, as {@code config} starts from: one class. */
  public SemiSupervisedArchitecture() {
    prior = checkedPrior();
  }

  /**
   * Refuses sizes below 1 or above those of {@link Sizes}.
   *
   * @param vae that of p(x|y,z) and q(z|x,y)
   * @param classifier sizes of the hidden layers of q(y|x); none for a linear classifier
   * @param prior p(y)
   * @param codes whether rows are codes of another autoencoder, see {@link
   *     SemiSupervisedVAE#features}
   */
  public SemiSupervisedArchitecture(
      VAEArchitecture vae, List<Integer> classifier, ClassPrior prior, boolean codes) {
    this.vae = vae;
    this.classifier = classifier.stream().mapToInt(Integer::intValue).toArray();
    this.classProbabilities =
        prior.probabilities().stream().mapToDouble(Double::doubleValue).toArray();
    this.classPriorLearned = prior.learned();
    this.codes = codes;
    this.prior = checkedPrior();
  }

  private ClassPrior checkedPrior() {
    Sizes.requireLayers("classifier", classifier());
    return new ClassPrior(Arrays.stream(classProbabilities).boxed().toList(), classPriorLearned);
  }

  @Override
  public void postConfig() {
    prior = Fields.made("architecture", this::checkedPrior);
  }

  /**
   * Builds the model of rows without missing values.
   *
   * @throws IllegalArgumentException if values may be missing, if the encoder or the decoder has no
   *     hidden layer, or if the prior is made of posteriors, which would need a class
   */
  @Override
  public SemiSupervisedVAE connect(Scaling scaling, boolean sparse, MissingColumns missing) {
    if (!missing.isNone()) {
      throw new IllegalArgumentException(
          "Expected no columns that may be missing with classes, found some");
    }
    if (vae.posterior().isPoint() || vae.tied()) {
      throw new IllegalArgumentException(
          "posterior: expected a distribution, which the bound with classes is made of, and a decoder"
              + " with weights of its own, found a plain autoencoder; train it alone, and a"
              + " classifier on its codes (LatentFeatureTrainer)");
    }
    if (vae.bayesianDecoder()) {
      throw new IllegalArgumentException(
          "bayesianDecoder: expected weights of p(x|y,z) without distributions, whose divergence the"
              + " bound with classes does not count, found distributions");
    }
    int columns = scaling.columns();
    ClassPerceptron encoder = perceptron("encoder", columns, vae.encoder());
    ClassPerceptron decoder = perceptron("decoder", vae.latent(), vae.decoder());
    Layer classifying = vae.perceptron("classifier", columns, classifier());
    int read = classifying.outputs();
    return new SemiSupervisedVAE(
        new Input("features", codes ? 2 * columns : columns, sparse),
        codes,
        vae.latent(),
        prior.connect(),
        classifying,
        new Dense("classifier.logit", read, classes(), vae.weights()),
        encoder,
        vae.posterior().connect(encoder.outputs(), vae.latent(), vae.weights()),
        vae.prior().connect(vae.latent(), new NoReader(columns)),
        decoder,
        vae.likelihood().connect(decoder.outputs(), scaling, DenseLayers.of(vae.weights())),
        Origin.none(columns));
  }

  private ClassPerceptron perceptron(String name, int in, List<Integer> sizes) {
    return new ClassPerceptron(
        name, in, classes(), sizes, vae.activation(), vae.gated(), vae.weights());
  }

  private record NoReader(int columns) implements Prior.Recognition {
    @Override
    public LatentDistribution given(Node rows) {
      throw new IllegalArgumentException(
          "prior: expected a prior not made of posteriors, since q(z|x,y) needs a class, found one");
    }
  }

  /** Codes are not scaled. */
  @Override
  public Scaling learnScaling(List<ColumnSummary> columns) {
    return codes ? Scaling.none(columns.size()) : vae.learnScaling(columns);
  }

  /** The shape of p(x|y,z) and q(z|x,y). */
  public VAEArchitecture vae() {
    return vae;
  }

  /** Sizes of the hidden layers of q(y|x); none for a linear classifier. */
  public List<Integer> classifier() {
    return Arrays.stream(classifier).boxed().toList();
  }

  /** p(y). */
  public ClassPrior prior() {
    return prior;
  }

  /** Whether rows are codes of another autoencoder. */
  public boolean codes() {
    return codes;
  }

  /** The number of classes. */
  public int classes() {
    return prior.classes();
  }
}
