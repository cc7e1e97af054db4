package org.lateo;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.file.Path;
import org.lateo.likelihood.Scaling;
import org.lateo.model.Definition;
import org.lateo.model.VAEArchitecture;
import org.lateo.inference.FixedDraws;
import org.lateo.onnx.CheckRows;
import org.lateo.onnx.ONNXExport;
import org.lateo.onnx.ONNXHead;
import org.lateo.onnx.ONNXMetadata;
import org.lateo.onnx.WeightPrecision;
import org.tribuo.util.onnx.ONNXContext;
import org.tribuo.util.onnx.ONNXNode;
import org.tribuo.util.onnx.ONNXRef;

/** A trained autoencoder as ONNX graphs of raw values. */
record VAEExport(Inference inference, Definition<VAEArchitecture> definition) {
  /** Writes a head, once ONNX Runtime computes with it what Java does. */
  double write(String head, ONNXMetadata metadata, WeightPrecision weights, Path file) {
    return ONNXExport.writeChecked(
        inference.ofRawRows(),
        inference.parameters(),
        ONNXHead.of(head, draws()),
        metadata,
        weights,
        checkRows(),
        rawUnits(),
        file);
  }

  /** The draws of z that scores are averaged over. */
  float[] draws() {
    return FixedDraws.of(definition.architecture().latent(), definition.seed());
  }

  private Scaling rawUnits() {
    Scaling units = definition.architecture().likelihood().unitsOfMeans(definition.scaling());
    return new Scaling(definition.origin().addTo(units.shift()), units.scale());
  }

  float[][] checkRows() {
    return CheckRows.of(definition, inference.vae().support());
  }

  /** The posterior mean as a model of one input and one output. */
  ModelProto encoder(ONNXMetadata metadata) {
    ONNXContext context = new ONNXContext();
    ONNXRef<?> features = context.floatInput(ONNXHead.INPUT, inference.vae().features().columns());
    int latent = definition.architecture().latent();
    context.assignTo(mean(features), context.floatOutput("mean", latent));
    return ONNXExport.finish(context, ONNXHead.ENCODER.id(), metadata);
  }

  /** Continues a graph with the posterior mean. */
  ONNXNode mean(ONNXRef<?> features) {
    return ONNXExport.encoderMean(inference.ofRawRows(), inference.parameters(), features);
  }
}
