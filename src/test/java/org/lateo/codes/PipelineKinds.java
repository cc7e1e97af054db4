package org.lateo.codes;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import libsvm.svm;
import org.lateo.Labels;
import org.lateo.Tiny;
import org.lateo.VAETrainer;
import org.lateo.bayes.BayesianClassifierModel;
import org.lateo.bayes.BayesianClassifierTrainer;
import org.lateo.bayes.BayesianMethod;
import org.lateo.likelihood.Gaussian;
import org.lateo.nearest.NearestRowsModel;
import org.lateo.nearest.NearestRowsTrainer;
import org.lateo.onnx.WeightPrecision;
import org.lateo.semisupervised.LabelSpreadingTrainer;
import org.lateo.semisupervised.SemiSupervisedVAEModel;
import org.lateo.semisupervised.SemiSupervisedVAETrainer;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.ensemble.AdaBoostTrainer;
import org.tribuo.classification.ensemble.FullyWeightedVotingCombiner;
import org.tribuo.classification.ensemble.VotingCombiner;
import org.tribuo.classification.liblinear.LibLinearClassificationTrainer;
import org.tribuo.classification.liblinear.LinearClassificationType;
import org.tribuo.classification.liblinear.LinearClassificationType.LinearType;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.classification.libsvm.SVMClassificationType.SVMMode;
import org.tribuo.classification.sgd.fm.FMClassificationTrainer;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.classification.sgd.objectives.Hinge;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.ensemble.BaggingTrainer;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.multilabel.MultiLabel;
import org.tribuo.multilabel.MultiLabelFactory;
import org.tribuo.multilabel.ensemble.MultiLabelVotingCombiner;
import org.tribuo.multilabel.sgd.fm.FMMultiLabelTrainer;
import org.tribuo.multilabel.sgd.objectives.BinaryCrossEntropy;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;
import org.tribuo.regression.ensemble.AveragingCombiner;
import org.tribuo.regression.liblinear.LibLinearRegressionTrainer;
import org.tribuo.regression.libsvm.LibSVMRegressionTrainer;
import org.tribuo.regression.libsvm.SVMRegressionType;
import org.tribuo.regression.sgd.fm.FMRegressionTrainer;
import org.tribuo.regression.sgd.objectives.SquaredLoss;
import org.tribuo.regression.slm.ElasticNetCDTrainer;
import org.tribuo.regression.slm.LARSTrainer;

/** A pipeline over each of Tribuo's models that can be written as ONNX. */
public final class PipelineKinds {
  private static final int ROWS = 120;
  private static final double[][] VALUES = Tiny.realRows(ROWS, Tiny.COLUMNS, 11);
  private static final double[][] UNIT = Tiny.unitRows(ROWS, Tiny.COLUMNS, 11);

  private final List<Kind<?>> kinds = new ArrayList<>();

  private PipelineKinds() {
    svm.svm_set_print_string_function(text -> {}); // Else it tells of each step.
  }

  /** A pipeline with a name of its own. */
  public record Kind<T extends Output<T>>(String name, LatentFeatureModel<T> model) {
    /** The model on the codes. */
    public Model<T> inner() {
      return model.inner();
    }

    /** The pipeline as ONNX. */
    public ModelProto graph(WeightPrecision weights) {
      return model.pipeline().graph(weights);
    }

    /** What Java says of rows, by output. */
    public Map<String, float[][]> scores(float[][] rows) {
      return model.pipeline().scores(rows);
    }

    /** Random rows to begin with, then ones that are far out. */
    public float[][] rows(int count) {
      float[][] rows = new float[count][Tiny.COLUMNS];
      for (int r = 0; r < count; r++) {
        for (int c = 0; c < Tiny.COLUMNS; c++) {
          double middle = VALUES[0][c];
          double x = VALUES[r % ROWS][c];
          rows[r][c] = (float) (r % 10 == 9 ? middle + (r % 7 - 3) * 20 * (x - middle) : x);
        }
      }
      return rows;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** All that Tribuo 4.3.2 writes as ONNX as they are. */
  public static List<Kind<?>> all() {
    PipelineKinds kinds = new PipelineKinds();
    kinds.labels();
    kinds.supportVectors();
    kinds.labelEnsembles();
    kinds.regressors();
    kinds.labelSets();
    return Collections.unmodifiableList(kinds.kinds);
  }

  /** A semi-supervised autoencoder on the codes of another. */
  public static Kind<Label> stacked() {
    VAETrainer second =
        Tiny.trainer().hidden(8).likelihood(new Gaussian(Gaussian.Variance.ROW)).build();
    return new Kind<>(
        "m1m2",
        SemiSupervisedVAETrainer.builder(second)
            .stackedOn(Tiny.trainer().hidden(8).build())
            .inactiveBelow(0)
            .build()
            .train(classes(3)));
  }

  /** An ensemble of networks with Bayesian weights. */
  public static BayesianClassifierModel bayesian(BayesianMethod method) {
    return BayesianClassifierTrainer.builder()
        .method(method)
        .hidden(8)
        .members(2)
        .draws(5)
        .epochs(3)
        .threads(1)
        .build()
        .train(classes(3));
  }

  /** A semi-supervised autoencoder of the rows themselves. */
  public static SemiSupervisedVAEModel alone() {
    return new SemiSupervisedVAETrainer(Tiny.trainer().hidden(8).build()).train(classes(3));
  }

  /** The nearest rows, as they are and flattened. */
  public static NearestRowsModel nearest(double temperature) {
    return NearestRowsTrainer.builder().temperature(temperature).build().train(classes(3));
  }

  /** Labels spread over codes, of which the nearest say the class. */
  public static Kind<Label> spread() {
    return new Kind<>(
        "spread",
        LatentFeatureTrainer.builder(
                Tiny.trainer().hidden(8).build(),
                new LabelSpreadingTrainer(new NearestRowsTrainer()))
            .inactiveBelow(0)
            .build()
            .train(classes(3)));
  }

  /** What Java says of rows, by output. */
  public static Map<String, float[][]> probabilities(ClassifierModel<?> model, float[][] rows) {
    List<Example<Label>> examples = new ArrayList<>();
    for (float[] row : rows) {
      ArrayExample<Label> example = new ArrayExample<>(LabelFactory.UNKNOWN_LABEL);
      for (int c = 0; c < row.length; c++) {
        example.add(model.getFeatureIDMap().get(c).getName(), row[c]);
      }
      examples.add(example);
    }
    float[][] found = new float[rows.length][];
    double[][] probabilities = model.probabilities(examples);
    for (int r = 0; r < rows.length; r++) {
      found[r] = new float[probabilities[r].length];
      for (int k = 0; k < found[r].length; k++) {
        found[r][k] = (float) probabilities[r][k];
      }
    }
    return Map.of(PredictionColumns.OUTPUT, found);
  }

  /**
   * Those that it does not: it expects one weight vector where Crammer and Singer's machine of two
   * classes has two, and ONNX Runtime computes LibSVM's chances of two classes without LibSVM's
   * iteration, which stops early.
   */
  public static List<Kind<?>> wrong() {
    PipelineKinds kinds = new PipelineKinds();
    kinds.liblinear(LinearType.MCSVM_CS, 2);
    kinds.add("chance2", classes(2), vectors(KernelType.RBF, SVMMode.C_SVC, true));
    return Collections.unmodifiableList(kinds.kinds);
  }

  private <T extends Output<T>> void add(
      String name, MutableDataset<T> dataset, Trainer<T> trainer) {
    VAETrainer vae = Tiny.trainer().hidden(8).build();
    kinds.add(
        new Kind<>(
            name,
            LatentFeatureTrainer.builder(vae, trainer).inactiveBelow(0).build().train(dataset)));
  }

  /** Of two classes, or of three. */
  private static MutableDataset<Label> classes(int count) {
    return Tiny.dataset(
        VALUES,
        Labels.FACTORY,
        i -> new Label(UNIT[i][0] > 0.5 ? "high" : UNIT[i][1] > 0.5 || count < 3 ? "low" : "flat"));
  }

  private void labels() {
    for (int classes : new int[] {2, 3}) {
      add("logistic" + classes, classes(classes), new LogisticRegressionTrainer());
      add("hinge" + classes, classes(classes), new LinearSGDTrainer(new Hinge(), sgd(), 5, 1));
      add("machine" + classes, classes(classes), machine());
      liblinear(LinearType.L2R_L2LOSS_SVC_DUAL, classes);
      liblinear(LinearType.L2R_LR, classes);
    }
    liblinear(LinearType.MCSVM_CS, 3);
  }

  private void liblinear(LinearType type, int classes) {
    add(
        "liblinear-" + type + classes,
        classes(classes),
        new LibLinearClassificationTrainer(new LinearClassificationType(type), 1, 0.1));
  }

  private static AdaGrad sgd() {
    return new AdaGrad(0.1);
  }

  private static FMClassificationTrainer machine() {
    return new FMClassificationTrainer(new LogMulticlass(), sgd(), 5, 1, 4, 0.1);
  }

  private void supportVectors() {
    for (int classes : new int[] {2, 3}) {
      for (KernelType kernel : KernelType.values()) {
        add("svc-" + kernel + classes, classes(classes), vectors(kernel, SVMMode.C_SVC, false));
      }
      add("nu" + classes, classes(classes), vectors(KernelType.RBF, SVMMode.NU_SVC, false));
    }
    add("chance3", classes(3), vectors(KernelType.RBF, SVMMode.C_SVC, true));
  }

  private static LibSVMClassificationTrainer vectors(
      KernelType kernel, SVMMode mode, boolean probabilities) {
    SVMParameters<Label> parameters = new SVMParameters<>(new SVMClassificationType(mode), kernel);
    parameters.setGamma(0.5);
    parameters.setCoeff(0.25);
    parameters.setNu(0.2);
    if (probabilities) {
      parameters.setProbability();
    }
    return new LibSVMClassificationTrainer(parameters, 1);
  }

  private void labelEnsembles() {
    MutableDataset<Label> classes = classes(3);
    add("votes", classes, new BaggingTrainer<>(machine(), new VotingCombiner(), 3));
    add(
        "weighted-votes",
        classes,
        new BaggingTrainer<>(
            new LogisticRegressionTrainer(), new FullyWeightedVotingCombiner(), 3));
    add("boosted", classes, new AdaBoostTrainer(new LogisticRegressionTrainer(), 4));
    add(
        "bagged-vectors",
        classes,
        new BaggingTrainer<>(
            vectors(KernelType.RBF, SVMMode.C_SVC, false), new VotingCombiner(), 3));
  }

  private static MutableDataset<Regressor> numbers(String... names) {
    return Tiny.dataset(
        VALUES,
        new RegressionFactory(),
        i -> {
          double[] values = new double[names.length];
          for (int d = 0; d < values.length; d++) {
            values[d] = 3 * UNIT[i][d] - UNIT[i][d + 1] + 10 * d;
          }
          return new Regressor(names, values);
        });
  }

  private void regressors() {
    for (String[] names : new String[][] {{"y"}, {"b", "c", "a"}}) {
      MutableDataset<Regressor> numbers = numbers(names);
      int count = names.length;
      Trainer<Regressor> linear =
          new org.tribuo.regression.sgd.linear.LinearSGDTrainer(new SquaredLoss(), sgd(), 5, 1);
      add("regression" + count, numbers, linear);
      add(
          "regression-machine" + count,
          numbers,
          new FMRegressionTrainer(new SquaredLoss(), sgd(), 5, 1, 4, 0.1, true));
      add("regression-liblinear" + count, numbers, new LibLinearRegressionTrainer());
      add("svr" + count, numbers, regression(false));
      add("svr-standardised" + count, numbers, regression(true));
      add("lars" + count, numbers, new LARSTrainer(2));
      add("elastic-net" + count, numbers, new ElasticNetCDTrainer(0.1, 0.5));
      add("averaged" + count, numbers, new BaggingTrainer<>(linear, new AveragingCombiner(), 3));
    }
  }

  private static LibSVMRegressionTrainer regression(boolean standardised) {
    return new LibSVMRegressionTrainer(
        new SVMParameters<>(
            new SVMRegressionType(SVMRegressionType.SVMMode.EPSILON_SVR), KernelType.RBF),
        standardised);
  }

  private static MutableDataset<MultiLabel> sets() {
    return Tiny.dataset(
        VALUES,
        new MultiLabelFactory(),
        i -> {
          Set<Label> labels = new HashSet<>();
          labels.add(new Label(UNIT[i][0] > 0.5 ? "high" : "low"));
          if (UNIT[i][1] > 0.5) {
            labels.add(new Label("wide"));
          }
          return new MultiLabel(labels);
        });
  }

  private void labelSets() {
    Trainer<MultiLabel> linear =
        new org.tribuo.multilabel.sgd.linear.LinearSGDTrainer(
            new BinaryCrossEntropy(), sgd(), 5, 1);
    add("sets", sets(), linear);
    add(
        "hinge-sets",
        sets(),
        new org.tribuo.multilabel.sgd.linear.LinearSGDTrainer(
            new org.tribuo.multilabel.sgd.objectives.Hinge(), sgd(), 5, 1));
    add(
        "set-machine",
        sets(),
        new FMMultiLabelTrainer(new BinaryCrossEntropy(), sgd(), 5, 1, 4, 0.1));
    add("set-votes", sets(), new BaggingTrainer<>(linear, new MultiLabelVotingCombiner(), 3));
  }
}
