package org.farthing.protocol.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.util.Optional;
import org.farthing.protocol.money.Fee;
import org.farthing.protocol.money.Netting;
import org.farthing.protocol.money.Splitter;
import org.junit.jupiter.api.Test;

/** The simulation finds bugs that are put into the arithmetic of money on purpose. */
class PlantedBugTest {

  private static final long WORLDS = 60;

  @Test
  void withoutABugAllWorldsEndWell() throws ReflectiveOperationException {
    assertThat(failureWith(Splitter.class, "split", CodeBuilder::with)).isEmpty();
  }

  @Test
  void aSplitThatOrdersHashesAsSignedBytesIsFound() throws ReflectiveOperationException {
    CodeTransform signed =
        (code, element) -> {
          if (element instanceof OperatorInstruction operator && operator.opcode() == Opcode.LXOR) {
            code.pop2();
          } else {
            code.with(element);
          }
        };

    assertThat(failureWith(Splitter.class, "hash", signed)).isPresent();
  }

  @Test
  void aFeeThatForgetsWhatWasTakenBeforeIsFound() throws ReflectiveOperationException {
    CodeTransform forgetful =
        (code, element) -> {
          if (element instanceof OperatorInstruction operator && operator.opcode() == Opcode.LSUB) {
            code.pop2();
          } else {
            code.with(element);
          }
        };

    assertThat(failureWith(Fee.class, "topUp", forgetful)).isPresent();
  }

  @Test
  void aNettingThatCoversByTheOthersDebtIsFound() throws ReflectiveOperationException {
    CodeTransform swapped =
        (code, element) -> {
          if (element instanceof FieldInstruction field && field.name().equalsString("us")) {
            code.getfield(field.owner().asSymbol(), "them", field.typeSymbol());
          } else {
            code.with(element);
          }
        };

    assertThat(failureWith(Netting.class, "cover", swapped)).isPresent();
  }

  /** What is first found to be wrong when one method is another. */
  private static Optional<?> failureWith(Class<?> broken, String method, CodeTransform bug)
      throws ReflectiveOperationException {
    ClassLoader loader = new BrokenLoader(broken.getName(), method, bug);
    Class<?> simulation = loader.loadClass(Simulation.class.getName());
    return (Optional<?>) simulation.getMethod("firstFailure", long.class).invoke(null, WORLDS);
  }

  /** Loads this project's classes anew, one of them broken. */
  private static final class BrokenLoader extends ClassLoader {

    private final String broken;
    private final ClassTransform bug;

    BrokenLoader(String broken, String method, CodeTransform bug) {
      super(PlantedBugTest.class.getClassLoader());
      this.broken = broken;
      this.bug =
          ClassTransform.transformingMethodBodies(it -> it.methodName().equalsString(method), bug);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith("org.farthing.protocol.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = getParent().getResourceAsStream(file)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] whole = in.readAllBytes();
        byte[] bytes = name.equals(broken) ? broken(whole) : whole;
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private byte[] broken(byte[] whole) {
      ClassFile classes = ClassFile.of();
      return classes.transformClass(classes.parse(whole), bug);
    }
  }
}
