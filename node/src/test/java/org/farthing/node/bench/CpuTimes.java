package org.farthing.node.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * Time spent on processors.
 *
 * @param processNanos by this process
 * @param databaseNanos by the database server
 */
record CpuTimes(long processNanos, long databaseNanos) {

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  static CpuTimes of(BenchNode bench) {
    return new CpuTimes(
        PROCESS.getProcessCpuTime(),
        bench.serverProcess().info().totalCpuDuration().map(Duration::toNanos).orElseThrow());
  }

  CpuTimes minus(CpuTimes before) {
    return new CpuTimes(processNanos - before.processNanos, databaseNanos - before.databaseNanos);
  }

  static long ofThisThread() {
    return THREADS.getCurrentThreadCpuTime();
  }
}
