package dev.keyward;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Measures methods by javac's trees, in a class of its own: some runtimes have no compiler. */
final class MethodSizes extends TreePathScanner<Void, CompilationUnitTree> {

  /** A method or constructor, from its first modifier to its last bracket. */
  record Measured(String name, long lines, int parameters, boolean isConstructorOfRecord) {}

  private final SourcePositions positions;
  private final List<Measured> measured = new ArrayList<>();

  private MethodSizes(SourcePositions positions) {
    this.positions = positions;
  }

  /** All methods and constructors of the source files. */
  static List<Measured> of(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var units = files.getJavaFileObjectsFromPaths(sources);
      JavacTask task = (JavacTask) compiler.getTask(null, files, null, null, null, units);
      MethodSizes sizes = new MethodSizes(Trees.instance(task).getSourcePositions());
      for (CompilationUnitTree unit : task.parse()) {
        sizes.scan(unit, unit);
      }
      return sizes.measured;
    }
  }

  @Override
  public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
    ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
    LineMap lines = unit.getLineMap();
    long first = lines.getLineNumber(positions.getStartPosition(unit, method));
    long last = lines.getLineNumber(positions.getEndPosition(unit, method));
    measured.add(
        new Measured(
            type.getSimpleName() + "." + method.getName(),
            last - first + 1,
            method.getParameters().size(),
            type.getKind() == Tree.Kind.RECORD && method.getReturnType() == null));
    return super.visitMethod(method, unit);
  }
}
