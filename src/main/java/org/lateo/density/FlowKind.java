package org.lateo.density;

/** What the layers of a flow are. */
public enum FlowKind {
  /** Splines of half the columns, by the other half: exact samples in one pass. */
  SPLINE_COUPLING,
  /** Splines of each column, by those before it. */
  SPLINE_AUTOREGRESSIVE,
  /** Shift and scale of each column, by those before it: a masked autoregressive flow, MAF. */
  MAF,
  /** Shift and scale of half the columns, by the other half. */
  REAL_NVP;

  /** Whether layers take column after column. */
  public boolean isAutoregressive() {
    return this == SPLINE_AUTOREGRESSIVE || this == MAF;
  }

  /** Whether each column's function is a spline. */
  public boolean isSpline() {
    return this == SPLINE_COUPLING || this == SPLINE_AUTOREGRESSIVE;
  }
}
