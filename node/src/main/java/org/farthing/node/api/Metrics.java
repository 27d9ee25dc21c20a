package org.farthing.node.api;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import org.farthing.node.federation.Backlog;

/** Writes metrics in the text format of Prometheus, version 0.0.4. Of one thread. */
final class Metrics {

  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private final StringBuilder text = new StringBuilder();

  /** Requests answered, since the start. */
  void requests(RequestCounter requests) {
    String name = "farthing_http_requests_total";
    describe(name, "counter", "Requests answered, by the class of their status.");
    long all = 0;
    for (int statusClass = 1; statusClass <= 5; statusClass++) {
      long count = requests.count(statusClass);
      all += count;
      line(name + "{status=\"" + statusClass + "xx\"}", count);
    }
    String duration = "farthing_http_request_duration_seconds";
    describe(duration, "summary", "Time from a request's head to the end of its answer.");
    line(duration + "_sum", requests.nanos() / NANOS);
    line(duration + "_count", all);
  }

  void flattrs(long recorded) {
    counter("farthing_flattrs_recorded_total", "Flattrs recorded through the API.", recorded);
  }

  void backlog(Backlog backlog) {
    gauge("farthing_inbox_backlog", "Activities that wait to be handled.", backlog.inbound());
    gauge("farthing_outbox_backlog", "Deliveries that wait or are under way.", backlog.outbound());
    counter("farthing_inbox_accepted_total", "Activities taken in.", backlog.accepted());
  }

  void evidence(int unsettled) {
    gauge(
        "farthing_witness_evidence",
        "Cases in which a peer’s log did not go on from where it was, not settled by an admin.",
        unsettled);
  }

  void jvm() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    gauge("jvm_memory_heap_used_bytes", "Heap in use.", heap.getUsed());
    gauge("jvm_memory_heap_committed_bytes", "Heap held.", heap.getCommitted());
    gauge(
        "jvm_threads_live",
        "Platform threads.",
        ManagementFactory.getThreadMXBean().getThreadCount());
    double collecting =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum();
    counter("jvm_gc_seconds_total", "Time spent collecting garbage.", collecting / MILLIS);
    gauge(
        "process_uptime_seconds",
        "Time since the start.",
        ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS);
  }

  private void counter(String name, String help, Number value) {
    describe(name, "counter", help);
    line(name, value);
  }

  private void gauge(String name, String help, Number value) {
    describe(name, "gauge", help);
    line(name, value);
  }

  private void describe(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void line(String name, Number value) {
    text.append(name).append(' ').append(value).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
