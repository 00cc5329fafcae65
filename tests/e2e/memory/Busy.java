import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.NumberSequenceIterator;

/** A job that runs for ever, sends through the network what it reads, and keeps the garbage collector busy. */
public class Busy {
    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment
                .fromParallelCollection(new NumberSequenceIterator(1, Long.MAX_VALUE), Long.class)
                .map(new Waste())
                .rebalance()
                .map(new Waste());
        environment.execute("busy");
    }

    private static class Waste implements MapFunction<Long, Long> {
        private transient byte[][] kept;

        @Override
        public Long map(Long number) throws Exception {
            if (kept == null) {
                kept = new byte[256][];
            }
            kept[(int) (number % kept.length)] = new byte[1 << 16];
            Thread.sleep(1);
            return number;
        }
    }
}
