package org.lateo.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lateo.math.RandomStream;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.ONNXExportable;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LogisticRegressionTrainer;
import org.tribuo.datasource.ListDataSource;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;

/** A Tribuo model of three classes on codes, to continue an encoder with. */
record CodeClassifier(Model<Label> model) {
  static final String OUTPUT = "output";
  private static final String[] CLASSES = {"a", "b", "c"};

  /** A logistic regression. */
  static CodeClassifier logistic(int latent) {
    return train(new LogisticRegressionTrainer(), latent);
  }

  static CodeClassifier train(Trainer<Label> trainer, int latent) {
    LabelFactory factory = new LabelFactory();
    RandomStream random = RandomStream.of(1, "codes");
    List<Example<Label>> examples = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      float[] code = new float[latent];
      RandomStream.fillGaussian(random.at(i).key(), code, 0, code.length);
      code[i % latent] += 2;
      examples.add(example(code, CLASSES[i % CLASSES.length]));
    }
    SimpleDataSourceProvenance provenance = new SimpleDataSourceProvenance("codes", factory);
    return new CodeClassifier(
        trainer.train(new MutableDataset<>(new ListDataSource<>(examples, factory, provenance))));
  }

  private static Example<Label> example(float[] code, String label) {
    ArrayExample<Label> example = new ArrayExample<>(new Label(label));
    for (int i = 0; i < code.length; i++) {
      example.add("z0" + i, code[i]);
    }
    return example;
  }

  /** The encoder and this as one graph. */
  ModelProto after(SmallModel encoder) {
    return after(encoder, WeightPrecision.SINGLE);
  }

  ModelProto after(SmallModel encoder, WeightPrecision weights) {
    ONNXContext context = new ONNXContext();
    ONNXNode codes =
        ONNXExport.encoderMean(
            encoder.vae(), encoder.parameters(), context.floatInput("input", SmallModel.COLUMNS));
    ((ONNXExportable) model)
        .writeONNXGraph(codes)
        .assignTo(context.floatOutput(OUTPUT, CLASSES.length));
    return ONNXExport.finish(context, ONNXHead.PIPELINE, SmallModel.metadata(), weights);
  }

  /** The same in Java. */
  Map<String, float[][]> scores(SmallModel encoder, float[][] rows) {
    float[][] mean = encoder.java(ONNXHead.ENCODER).apply(rows).get("mean");
    float[][] scores = new float[rows.length][];
    for (int r = 0; r < rows.length; r++) {
      scores[r] = scores(mean[r]);
    }
    return Map.of(OUTPUT, scores);
  }

  private float[] scores(float[] code) {
    Map<String, Label> scores = model.predict(example(code, CLASSES[0])).getOutputScores();
    float[] row = new float[CLASSES.length];
    for (int id = 0; id < row.length; id++) {
      row[id] = (float) scores.get(model.getOutputIDInfo().getOutput(id).getLabel()).getScore();
    }
    return row;
  }
}
