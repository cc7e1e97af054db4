package org.lateo.nn;

import java.util.ArrayList;
import java.util.List;
import org.lateo.graph.Node;
import org.lateo.graph.Parameter;

/** Layers one after another, dense or gated; with none, the identity. */
public final class MultilayerPerceptron implements Layer {
  private final List<Layer> layers;
  private final int outputs;

  /**
   * @param name a prefix for the parameters' names
   * @param in columns of the input
   * @param sizes columns of each layer's output
   * @param kind makes the layers
   */
  public MultilayerPerceptron(
      String name, int in, List<Integer> sizes, Activation activation, HiddenLayers kind) {
    this(in, made(name, in, sizes, activation, kind));
  }

  private static List<Layer> made(
      String name, int in, List<Integer> sizes, Activation activation, HiddenLayers kind) {
    List<Layer> made = new ArrayList<>();
    int width = in;
    for (int size : sizes) {
      made.add(kind.layer(name + "." + made.size(), width, size, activation));
      width = size;
    }
    return made;
  }

  /**
   * Layers that are made already.
   *
   * @param in columns of the input
   */
  public MultilayerPerceptron(int in, List<? extends Layer> layers) {
    this.layers = List.copyOf(layers);
    this.outputs = layers.isEmpty() ? in : layers.get(layers.size() - 1).outputs();
  }

  /** The layers in order. */
  public List<Layer> layers() {
    return layers;
  }

  @Override
  public List<Parameter> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  @Override
  public Node apply(Node x) {
    Node value = x;
    for (Layer layer : layers) {
      value = layer.apply(value);
    }
    return value;
  }

  @Override
  public int outputs() {
    return outputs;
  }
}
