package org.lateo.math;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import java.nio.FloatBuffer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * OpenBLAS on ND4J's native arrays.
 *
 * <p>OpenBLAS is called as ND4J's own level-3 wrapper calls it, without that wrapper's objects per
 * call. It is set to one thread a call for the whole process: callers bring their own threads, and
 * its pool and theirs would fight (measured: 2.5 to 7 times slower). That comes after ND4J has
 * started, which sets a pool of its own.
 */
final class NativeBlas implements Blas {
  /** Held, since a logger that nobody holds forgets its level. */
  @SuppressWarnings("unused")
  private static final Logger[] QUIETED = {quiet("org.nd4j"), quiet("org.bytedeco")};

  private final ThreadLocal<Operands> operands = ThreadLocal.withInitial(Operands::new);

  NativeBlas() {
    new NativeArray(1);
    openblas.blas_set_num_threads(1);
  }

  @Override
  public BlasArray allocate(int length) {
    return new NativeArray(length);
  }

  @Override
  public void multiply(
      boolean add,
      boolean transposeA,
      boolean transposeB,
      int m,
      int n,
      int k,
      BlasArray a,
      int aAt,
      int lda,
      BlasArray b,
      int bAt,
      int ldb,
      BlasArray c,
      int cAt,
      int ldc) {
    Operands o = operands.get();
    openblas_nolapack.cblas_sgemm(
        CblasRowMajor,
        transposeA ? CblasTrans : CblasNoTrans,
        transposeB ? CblasTrans : CblasNoTrans,
        m,
        n,
        k,
        1f,
        o.a.moveTo(a, aAt),
        lda,
        o.b.moveTo(b, bAt),
        ldb,
        add ? 1f : 0f,
        o.c.moveTo(c, cAt),
        ldc);
  }

  @Override
  public String describe() {
    return "OpenBLAS through JavaCPP on ND4J arrays";
  }

  /** Sets a library's logger to WARNING unless the user has configured it. */
  private static Logger quiet(String name) {
    Logger library = Logger.getLogger(name);
    if (library.getLevel() == null) {
      library.setLevel(Level.WARNING);
    }
    return library;
  }

  /** The three pointers of a call, one set a thread, moved instead of made anew. */
  private static final class Operands {
    final Cursor a = new Cursor();
    final Cursor b = new Cursor();
    final Cursor c = new Cursor();
  }

  private static final class Cursor extends FloatPointer {
    private static final long serialVersionUID = 1L;

    Cursor moveTo(BlasArray array, int position) {
      address = ((NativeArray) array).address(position);
      return this;
    }
  }

  /**
   * Off-heap floats held by an ND4J array, first element on a cache line. ND4J frees them once the
   * array is unreachable.
   *
   * <p>Copies go through a direct {@link FloatBuffer}: 250 floats take 17 ns, where a JNI call
   * alone takes longer.
   */
  private static final class NativeArray implements BlasArray {
    private static final int CACHE_LINE_BYTES = 64;

    @SuppressWarnings("unused") // Keeps the memory alive.
    private final INDArray owner;

    private final FloatBuffer buffer;
    private final long address;

    NativeArray(int length) {
      int spare = CACHE_LINE_BYTES / Float.BYTES;
      this.owner = Nd4j.createUninitializedDetached(DataType.FLOAT, length + (long) spare);
      long start = owner.data().addressPointer().address();
      int skip = (int) (-start & (CACHE_LINE_BYTES - 1)) / Float.BYTES;
      this.buffer = owner.data().asNioFloat().slice(skip, length);
      this.address = start + (long) skip * Float.BYTES;
      buffer.put(0, new float[length]);
    }

    /** The address of the float at {@code position}. */
    long address(int position) {
      return address + (long) position * Float.BYTES;
    }

    @Override
    public void put(int at, float[] from, int offset, int count) {
      buffer.put(at, from, offset, count);
    }

    @Override
    public void get(int at, float[] into, int offset, int count) {
      buffer.get(at, into, offset, count);
    }
  }
}
