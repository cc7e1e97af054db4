package org.lateo.hostile;
import java.util.*;
public final class HostileExplore {
  public static void main(String[] a) throws Exception {
    for (HostileReader r : Readers.all(java.nio.file.Files.createTempDirectory(java.nio.file.Path.of("/dev/shm"), "h"))) {
      if (a.length > 2 && !r.name().matches(a[2])) continue;
      int from = Integer.parseInt(a[0]), to = Integer.parseInt(a[1]);
      for (byte[] s : r.seeds()) { Trial.Outcome o = Trial.of(r, s); System.out.println(r + " seed " + s.length + " read=" + o.read() + " " + o.bytes() + " " + o.fault()); }
      Map<String,Integer> kinds = new TreeMap<>(); Map<String,Integer> first = new TreeMap<>();
      int read = 0; long most = 0, slow = 0; int mostAt=0, slowAt=0; long t0=System.nanoTime();
      for (int i = from; i < to; i++) {
        Trial.Outcome o = Trial.of(r, r.input(i));
        read += o.read() ? 1 : 0;
        if (o.bytes() > most) { most = o.bytes(); mostAt = i; }
        if (o.nanos() > 2e9) System.out.println("SLOW " + r + " " + i);
        if (o.nanos() > slow) { slow = o.nanos(); slowAt = i; }
        if (o.fault().isPresent()) { String k = o.fault().get().replaceAll("allocated \\d+", "allocated N"); kinds.merge(k, 1, Integer::sum); first.putIfAbsent(k, i); }
      }
      System.out.printf("%s: %d trials, %d read, most %d bytes at %d, slowest %.3f s at %d, all %.1f s%n", r, to - from, read, most, mostAt, slow/1e9, slowAt, (System.nanoTime()-t0)/1e9);
      kinds.entrySet().stream().sorted((x,y)->y.getValue()-x.getValue()).limit(12).forEach(e -> System.out.println("  " + e.getValue() + " x, first " + first.get(e.getKey()) + ": " + e.getKey().lines().limit(9).reduce("", (p,q)->p+"\n      "+q)));
    }
  }
}
