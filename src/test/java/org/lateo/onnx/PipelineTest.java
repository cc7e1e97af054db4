package org.lateo.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lateo.likelihood.Gaussian;
import org.lateo.math.RandomStream;
import org.lateo.nn.Activation;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.ONNXExportable;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.libsvm.LibSVMClassificationTrainer;
import org.tribuo.classification.libsvm.SVMClassificationType;
import org.tribuo.classification.libsvm.SVMClassificationType.SVMMode;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;

/** A Tribuo model that continues the encoder in one graph. */
final class PipelineTest {
  private static final String[] NAMES = {"z00", "z01", "z02"};
  private static final String[] CLASSES = {"a", "b", "c"};

  @TempDir Path folder;

  private static Example<Label> example(float[] code, String label) {
    double[] values = new double[code.length];
    for (int i = 0; i < code.length; i++) {
      values[i] = code[i];
    }
    return new ArrayExample<>(new Label(label), NAMES, values);
  }

  private static Model<Label> train(Trainer<Label> trainer) {
    LabelFactory factory = new LabelFactory();
    RandomStream random = RandomStream.of(1, "codes");
    List<Example<Label>> examples = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      float[] code = new float[NAMES.length];
      RandomStream.fillGaussian(random.at(i).key(), code, 0, code.length);
      code[i % 3] += 2;
      examples.add(example(code, CLASSES[i % 3]));
    }
    SimpleDataSourceProvenance provenance = new SimpleDataSourceProvenance("codes", factory);
    return trainer.train(new MutableDataset<>(new ListDataSource<>(examples, factory, provenance)));
  }

  private static float[] scores(Model<Label> classifier, float[] code) {
    Map<String, Label> scores = classifier.predict(example(code, "a")).getOutputScores();
    float[] row = new float[CLASSES.length];
    for (int id = 0; id < row.length; id++) {
      row[id] =
          (float) scores.get(classifier.getOutputIDInfo().getOutput(id).getLabel()).getScore();
    }
    return row;
  }

  private static ModelProto pipeline(SmallModel model, Model<Label> classifier) {
    ONNXContext context = new ONNXContext();
    ONNXNode codes =
        OnnxExport.encoderMean(
            model.vae(), model.parameters(), context.floatInput("features", SmallModel.COLUMNS));
    ((ONNXExportable) classifier)
        .writeONNXGraph(codes)
        .assignTo(context.floatOutput("output", CLASSES.length));
    return OnnxExport.finish(context, OnnxHead.PIPELINE, SmallModel.metadata());
  }

  private static Map<String, float[][]> predict(
      SmallModel model, Model<Label> classifier, float[][] rows) {
    float[][] mean = model.java(OnnxHead.ENCODER).apply(rows).get("mean");
    float[][] scores = new float[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      scores[r] = scores(classifier, mean[r]);
    }
    return Map.of("output", scores);
  }

  private static Trainer<Label> supportVectorTrainer() {
    return new LibSVMClassificationTrainer(
        new SVMParameters<>(new SVMClassificationType(SVMMode.C_SVC), KernelType.RBF));
  }

  static ModelProto linearPipeline() {
    return pipeline(
        SmallModel.bernoulli(Activation.TANH, 5), train(new LogisticRegressionTrainer()));
  }

  /** A pipeline that needs the operators of a second domain. */
  static ModelProto supportVectorPipeline() {
    return pipeline(SmallModel.bernoulli(Activation.TANH, 5), train(supportVectorTrainer()));
  }

  @Test
  void aLinearModelContinuesTheEncoder() {
    SmallModel model = SmallModel.of(new Gaussian(), Activation.TANH, 5);
    Model<Label> classifier = train(new LogisticRegressionTrainer());
    ModelProto pipeline = pipeline(model, classifier);
    assertEquals(
        List.of("Sub", "Mul", "Gemm", "Tanh", "Gemm", "Gemm", "Softmax"),
        SmallModel.operators(pipeline));
    assertEquals(1, pipeline.getOpsetImportCount());
    Path path = folder.resolve("pipeline.onnx");
    double difference =
        OnnxExport.writeChecked(
            pipeline, rows -> predict(model, classifier, rows), model.rows(), path);
    assertTrue(difference < 1e-5, () -> "found " + difference);
    try (OnnxSession session = OnnxSession.open(path, SessionSettings.DEFAULT)) {
      assertEquals(OnnxHead.PIPELINE, session.metadata().get(OnnxMetadata.HEAD_FIELD));
    }
  }

  @Test
  void aSupportVectorMachineContinuesTheEncoder() {
    SmallModel model = SmallModel.of(new Gaussian(), Activation.TANH, 5);
    Model<Label> classifier = train(supportVectorTrainer());
    ModelProto pipeline = pipeline(model, classifier);
    assertEquals(2, pipeline.getOpsetImportCount());
    assertEquals("ai.onnx.ml", pipeline.getOpsetImport(1).getDomain());
    assertEquals(1, pipeline.getOpsetImport(1).getVersion());
    double difference =
        OnnxExport.writeChecked(
            pipeline,
            rows -> predict(model, classifier, rows),
            model.rows(),
            folder.resolve("pipeline.onnx"));
    assertEquals(0, difference, "votes are whole numbers");
  }

  @Test
  void featureNamesAreCounted() {
    ONNXContext context = new ONNXContext();
    context.floatInput("features", 4).assignTo(context.floatOutput("output", 4));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> OnnxExport.finish(context, OnnxHead.PIPELINE, SmallModel.metadata()));
    assertEquals("Expected 4 feature names, found 6", e.getMessage());
  }
}
