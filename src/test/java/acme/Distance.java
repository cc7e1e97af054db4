package acme;

import org.lateo.graph.Elementwise;
import org.lateo.graph.Node;

/** -rate |x - y|, element by element: a node as a user of the library writes one. */
final class Distance extends Elementwise {
  private final float rate;

  Distance(Node x, Node y, float rate) {
    super(x, y);
    this.rate = rate;
  }

  @Override
  protected void forward(Values w, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(input(1));
    float[] value = w.values(this);
    for (int i = from; i < to; i++) {
      value[i] = -rate * Math.abs(x[i] - y[i]);
    }
  }

  @Override
  protected void addGradient(Values w, int k, int from, int to) {
    float[] x = w.values(input(0));
    float[] y = w.values(input(1));
    float[] of = w.gradient(this);
    float[] into = w.gradient(input(k));
    float slope = k == 0 ? -rate : rate;
    for (int i = from; i < to; i++) {
      into[i] += slope * Math.signum(x[i] - y[i]) * of[i];
    }
  }

  @Override
  protected String emit(Emitter e) {
    String distance = e.op("Abs", e.op("Sub", e.of(input(0)), e.of(input(1))));
    return e.op("Mul", distance, e.constant(new float[] {-rate}));
  }
}
