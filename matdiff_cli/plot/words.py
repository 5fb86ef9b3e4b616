"""The words of pictures and of what is said about them, a table for each language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from matdiff_cli.output.cells import width

Words = Mapping[str, str]


def wrapped(text: str, columns: int, at: str = r"(?<![=:]) (?!=)") -> list[str]:
    """Words in lines no wider than that where it may be, those that go on set in; equations stay together.

    `at`: the blanks at which a line may end.
    """
    lines = [""]
    for word in re.split(at, text):
        if lines[-1].strip() and width(f"{lines[-1]} {word}") > columns:
            lines.append(f"  {word}")
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return [line.rstrip() for line in lines]


WORDS: dict[str, Words] = {
    "en": {
        "start": "start",
        "end": "end",
        "minimum": "minimum",
        "maximum": "maximum",
        "saddle": "saddle point",
        "degenerate": "degenerate point",
        "tangent": "tangent",
        "levels": "levels of f",
        "directions": "arrows along {gradient}",
        "arrows": "arrows along {gradient}, length √‖∇f‖, longest for ‖∇f‖ {most}",
        "path": "{method}, steps: {steps}",
        "gradient": "gradient descent",
        "gradient up": "gradient ascent",
        "newton": "Newton's method",
        "stationary": "the gradient vanishes",
        "kinked": "the path ends on a kink, where f has no derivative",
        "stuck": "no step makes f any better within rounding",
        "flat": "f no longer changes within rounding",
        "steps": "the steps are used up",
        "unbounded": "f goes on without bound",
        "domain": "the next step leaves the domain",
        "kink": "step {step} crosses a kink",
        "unnamed": "points without a name, for lack of room: {count}",
        "more": "of {found} stationary points the {count} nearest to the middle are marked",
        "unequal": "the axes differ in scale: arrows do not look orthogonal to contours",
        "direction": "At {point} the gradient is ∇f = {gradient}.",
        "grows": "Its {name} part is positive: f grows with {name}.",
        "falls": "Its {name} part is negative: f falls as {name} grows.",
        "level": "Its {name} part is 0: to first order f does not change with {name}.",
        "orthogonal": "It is orthogonal to the contour: the tangent {tangent} times ∇f is {product}.",
        "steepest": "f grows fastest along ∇f, and falls fastest along −∇f = {down}.",
        "slope": "At {point} the derivative is f′ = {gradient}.",
        "rises": "It is positive: f grows with {name}.",
        "drops": "It is negative: f falls as {name} grows.",
        "rests": "It is 0: to first order f does not change with {name}.",
        "step": "Step {step}: from {point} to {after}, f = {value}.",
        "why minimum": "At {point} the gradient vanishes and the eigenvalues of the Hessian, {values}, are positive: "
        "a minimum.",
        "why maximum": "At {point} the gradient vanishes and the eigenvalues of the Hessian, {values}, are negative: "
        "a maximum.",
        "why saddle": "At {point} the gradient vanishes and the eigenvalues of the Hessian, {values}, differ in sign: "
        "a saddle point.",
        "why degenerate": "At {point} the gradient vanishes, but an eigenvalue of the Hessian ({values}) is 0: the "
        "second derivative does not tell what the point is.",
        "why lowest": "At {point} f′ = 0 and f″ = {values} is positive: a minimum.",
        "why highest": "At {point} f′ = 0 and f″ = {values} is negative: a maximum.",
        "why flat": "At {point} f′ = 0 and f″ = 0: the second derivative does not tell what the point is.",
        "why unknown": "The path ends at {point}, with f = {value}: {why}.",
        "shape": "f is {shape}{form}.",
        "convex": "convex",
        "strictly convex": "strictly convex",
        "concave": "concave",
        "strictly concave": "strictly concave",
        "affine": "affine",
    },
    "ko": {
        "start": "시작점",
        "end": "끝점",
        "minimum": "극소점",
        "maximum": "극대점",
        "saddle": "안장점",
        "degenerate": "퇴화된 임계점",
        "tangent": "접선",
        "levels": "f의 등고선 값",
        "directions": "화살표는 {gradient} 방향",
        "arrows": "화살표는 {gradient} 방향, 길이는 √‖∇f‖에 비례, 가장 긴 것은 ‖∇f‖ {most}",
        "path": "{method}, 단계 수 {steps}",
        "gradient": "경사하강법",
        "gradient up": "경사상승법",
        "newton": "뉴턴 방법",
        "stationary": "그라디언트가 0이 됨",
        "kinked": "f를 미분할 수 없는 꺾인 곳에서 경로가 끝남",
        "stuck": "반올림 오차 안에서 f를 더 좋게 하는 단계가 없음",
        "flat": "반올림 오차 안에서 f가 더는 변하지 않음",
        "steps": "정해진 단계 수를 다 씀",
        "unbounded": "f가 한없이 변함",
        "domain": "다음 단계가 정의역을 벗어남",
        "kink": "{step}단계에서 꺾인 곳을 지남",
        "unnamed": "자리가 모자라 이름을 적지 않은 점의 수: {count}",
        "more": "임계점 {found}개 가운데 중앙에 가까운 {count}개만 표시함",
        "unequal": "두 축의 눈금이 달라 화살표가 등고선과 직교해 보이지 않음",
        "direction": "점 {point}에서 그라디언트는 ∇f = {gradient}이다.",
        "grows": "{name} 성분이 양수이므로 {name}이(가) 커지면 f도 커진다.",
        "falls": "{name} 성분이 음수이므로 {name}이(가) 커지면 f는 작아진다.",
        "level": "{name} 성분이 0이므로 {name}이(가) 변해도 f는 1차까지 변하지 않는다.",
        "orthogonal": "그라디언트는 등고선과 직교한다: 접선 벡터 {tangent}과(와) ∇f의 곱은 {product}이다.",
        "steepest": "f는 ∇f 방향으로 가장 빠르게 커지고, −∇f = {down} 방향으로 가장 빠르게 작아진다.",
        "slope": "점 {point}에서 미분계수는 f′ = {gradient}이다.",
        "rises": "양수이므로 {name}이(가) 커지면 f도 커진다.",
        "drops": "음수이므로 {name}이(가) 커지면 f는 작아진다.",
        "rests": "0이므로 {name}이(가) 변해도 f는 1차까지 변하지 않는다.",
        "step": "{step}단계: {point}에서 {after}(으)로, f = {value}.",
        "why minimum": "점 {point}에서 그라디언트가 0이고 헤시안의 고윳값 {values}이(가) 모두 양수이므로 극소점이다.",
        "why maximum": "점 {point}에서 그라디언트가 0이고 헤시안의 고윳값 {values}이(가) 모두 음수이므로 극대점이다.",
        "why saddle": "점 {point}에서 그라디언트가 0이고 헤시안의 고윳값 {values}의 부호가 서로 다르므로 안장점이다.",
        "why degenerate": "점 {point}에서 그라디언트가 0이지만 헤시안의 고윳값({values}) 가운데 0이 있어 2차 "
        "도함수로는 판정할 수 없다.",
        "why lowest": "점 {point}에서 f′ = 0이고 f″ = {values}이(가) 양수이므로 극소점이다.",
        "why highest": "점 {point}에서 f′ = 0이고 f″ = {values}이(가) 음수이므로 극대점이다.",
        "why flat": "점 {point}에서 f′ = 0이고 f″ = 0이어서 2차 도함수로는 판정할 수 없다.",
        "why unknown": "경로는 점 {point}에서 끝난다(f = {value}): {why}.",
        "shape": "f는 {shape}{form}.",
        "convex": "볼록함수이다",
        "strictly convex": "순볼록함수이다",
        "concave": "오목함수이다",
        "strictly concave": "순오목함수이다",
        "affine": "아핀함수이다",
    },
}
