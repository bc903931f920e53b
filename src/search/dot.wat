;; Dot product of one question with one row of the vectors of a list, both in the memory of the list: the question as
;; 64-bit numbers from $query on, the row as 32-bit numbers from $row to $end, in steps of four.
;; Sums are those of `dot` in vector-rows.ts, in the same order, so the result is the same to the last digit; the two
;; halves of each v128 only work them out side by side. The service carries this file assembled, in row-memory.ts.
(module
  (import "vectors" "memory" (memory 1))
  (func (export "dot") (param $query i32) (param $row i32) (param $end i32) (result f64)
    (local $ab v128) (local $cd v128) (local $numbers v128)
    (loop $next
      (local.set $numbers (v128.load (local.get $row)))
      (local.set $ab (f64x2.add (local.get $ab)
        (f64x2.mul (v128.load (local.get $query)) (f64x2.promote_low_f32x4 (local.get $numbers)))))
      (local.set $cd (f64x2.add (local.get $cd)
        (f64x2.mul (v128.load offset=16 (local.get $query))
          (f64x2.promote_low_f32x4
            (i8x16.shuffle 8 9 10 11 12 13 14 15 8 9 10 11 12 13 14 15 (local.get $numbers) (local.get $numbers))))))
      (local.set $query (i32.add (local.get $query) (i32.const 32)))
      (local.set $row (i32.add (local.get $row) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $row) (local.get $end))))
    (f64.add
      (f64.add (f64x2.extract_lane 0 (local.get $ab)) (f64x2.extract_lane 1 (local.get $ab)))
      (f64.add (f64x2.extract_lane 0 (local.get $cd)) (f64x2.extract_lane 1 (local.get $cd))))))
