"""The variance of shares, means and totals of many domains at once.

For respondents as a simple random sample of r_h of N_h units in stratum h, an estimated total
sum(w z) has the variance estimate

    V = sum_h a_h [ sum_k u_k^2 - (sum_k u_k)^2 / r_h ],    a_h = (1 - r_h / N_h) r_h / (r_h - 1),

u_k = w_k e_k, with e_k the residual of z_k on the auxiliary vector x_k that the weights were
calibrated to: e_k = z_k - x_k' B, B = M^-1 sum(q x z), M = sum(q x x') (Särndal, Swensson and
Wretman 1992, eq. 6.6.3 and 7.9; Deville and Särndal 1992). For clusters u is summed within the
cluster first. For a mean in a domain z = (y - mean) / size within it, 0 outside (Taylor).

Written out, V is quadratic in sums of z over (domain x auxiliary group) and (domain x stratum),
and z is a known combination of y and of "answered": so all is had from sums over cells.
"""

from dataclasses import dataclass

import numpy as np
from scipy import linalg, sparse

from tryggve.stats.cells import Cells
from tryggve.stats.sample import Auxiliary, Floats, Integers, Lonely, Sample, sums_by

LARGE_BLOCK = 150  # columns in a domain from which a dense product is faster than a sparse one


@dataclass(frozen=True)
class Projection:
    """The auxiliary regression as matrices between its K columns, strata and units, made once.

    `quadratic` (K, K), `cross` (K, K) or, for clusters, (units, K), `strata` (H, K).
    """

    quadratic: Floats
    cross: Floats
    strata: Floats


@dataclass(frozen=True)
class Structure:
    """What the variance needs of a sample and its cells, whatever is estimated."""

    sample: Sample
    cells: Cells
    spread: Floats  # (H,) a_h
    shrink: Floats  # (H,) a_h / r_h
    projection: Projection | None

    @property
    def is_clustered(self) -> bool:
        return self.sample.cluster is not None


def spread_of(sample: Sample) -> Floats:
    """(H,) a_h of the formula above; 0 for a stratum in which a single unit answered."""
    units = sample.units.astype(float)
    alone = units < 2
    spread: Floats = np.where(
        alone, 0.0, (1 - sample.fraction) * units / np.where(alone, 1, units - 1)
    )
    return spread


def regression_inverse(auxiliary: Auxiliary) -> Floats:
    """(K, K) the (generalised) inverse of M = sum of q x x'."""
    x = auxiliary.x
    matrix = _crossed(x, sums_by(auxiliary.group, auxiliary.weight, x.shape[0]))
    return np.asarray(linalg.pinvh(matrix), dtype=float)


def structure_of(sample: Sample, cells: Cells) -> Structure:
    """What the variance needs, made once for all partitions and variables."""
    units = sample.units.astype(float)
    spread = spread_of(sample)
    shrink = np.divide(spread, units, out=np.zeros_like(spread), where=units > 0)
    projection = None
    if sample.auxiliary is not None:
        projection = _projection(sample, spread, shrink)
    return Structure(sample, cells, spread, shrink, projection)


def _projection(sample: Sample, spread: Floats, shrink: Floats) -> Projection:
    auxiliary = sample.auxiliary
    assert auxiliary is not None  # noqa: S101 - the caller asked
    x, group = auxiliary.x, auxiliary.group
    crossed = _crossed(x, sums_by(group, auxiliary.weight, x.shape[0]))
    inverse: Floats = np.asarray(linalg.pinvh(crossed), dtype=float)
    strata = _weighted_sums(sample.stratum, group, sample.weight, sample.strata, x)
    if sample.cluster is None:
        squares = sums_by(group, spread[sample.stratum] * sample.weight**2, x.shape[0])
        inner = _crossed(x, squares)
        cross = inverse
    else:
        in_stratum = sample.unit_stratum
        of_units = _weighted_sums(sample.cluster, group, sample.weight, len(in_stratum), x)
        inner = (of_units.T * spread[in_stratum]) @ of_units
        cross = of_units @ inverse
    inner = inner - (strata.T * shrink) @ strata
    return Projection(quadratic=inverse @ inner @ inverse, cross=cross, strata=strata @ inverse)


def _crossed(x: sparse.csr_array, weight: Floats) -> Floats:
    """sum of weight x x' over groups."""
    crossed: Floats = (x.multiply(weight[:, None]).T @ x).toarray()
    return crossed


def _weighted_sums(
    rows: Integers, group: Integers, weight: Floats, height: int, x: sparse.csr_array
) -> Floats:
    """(height, K) sums of weight x by row code."""
    shape = (height, x.shape[0])
    sums: Floats = (sparse.csr_array((weight, (rows, group)), shape=shape) @ x).toarray()
    return sums


@dataclass(frozen=True)
class Linear:
    """A linearized variable in D domains: z = slope * y - level where answered, 0 elsewhere."""

    slope: Floats  # (D, J)
    level: Floats  # (D, J)


@dataclass(frozen=True)
class Pairs:
    """The pairs (domain, something) that hold a respondent, in the order of the domains."""

    domain: Integers
    other: Integers
    sums: sparse.csr_array  # (pairs, F): how much of each cell a pair holds

    @property
    def length(self) -> int:
        return len(self.domain)

    def of(self, linear: Linear, weight: Floats, cells: Cells) -> Floats:
        """(pairs, J) weighted sums of z over the cells of each pair."""
        weighted = self.sums * weight
        sums: Floats = linear.slope[self.domain] * (weighted @ cells.total)
        sums -= linear.level[self.domain] * (weighted @ cells.answered)
        return sums


def pairs_of(partition: Integers, others: Integers | sparse.csr_array) -> Pairs:
    """Pairs of the domain of a cell with its code, or with each column that its row holds.

    `partition` (F,): domain codes, -1 for none; `others` (F,) or (F, K).
    """
    cell: Integers
    other: Integers
    if isinstance(others, sparse.csr_array):
        entries = others.tocoo()
        cell, other = entries.row.astype(np.int64), entries.col.astype(np.int64)
        amount, width = entries.data, others.shape[1]
    else:
        cell, other, amount = np.arange(len(others)), others, np.ones(len(others))
        width = int(others.max(initial=0)) + 1
    inside = partition[cell] >= 0
    cell, other, amount = cell[inside], other[inside], amount[inside]
    keys, pair = np.unique(partition[cell] * width + other, return_inverse=True)
    sums = sparse.csr_array((amount, (pair, cell)), shape=(len(keys), len(partition)))
    return Pairs(domain=keys // width, other=keys % width, sums=sums)


def variances(structure: Structure, partition: Integers, linear: Linear) -> Floats:
    """(D, J) the variance of the weighted total of z in each domain of a partition of the cells."""
    cells, weight = structure.cells, structure.cells.weight
    domains = len(linear.slope)
    in_strata = pairs_of(partition, cells.stratum)
    of_strata = in_strata.of(linear, weight, cells)
    by_stratum = structure.shrink[in_strata.other][:, None] * of_strata

    if structure.is_clustered:
        in_units = pairs_of(partition, cells.unit)
        of_units = in_units.of(linear, weight, cells)
        spread = structure.spread[structure.sample.unit_stratum[in_units.other]]
        by_unit = spread[:, None] * of_units
        result = _by_domain(in_units, by_unit * of_units, domains)
    else:
        in_units = pairs_of(partition, _columns(structure))
        by_unit = in_units.of(linear, structure.spread[cells.stratum] * weight**2, cells)
        result = _squares(structure, partition, linear)
    result -= _by_domain(in_strata, by_stratum * of_strata, domains)

    projection = structure.projection
    if projection is not None:
        in_columns = pairs_of(partition, _columns(structure))
        fitted = in_columns.of(linear, cells.regression, cells)
        result += _by_domain(
            in_columns,
            fitted * _product(projection.quadratic, in_columns, in_columns, fitted),
            domains,
        )
        result -= 2 * _by_domain(
            in_units, by_unit * _product(projection.cross, in_units, in_columns, fitted), domains
        )
        result += 2 * _by_domain(
            in_strata,
            by_stratum * _product(projection.strata, in_strata, in_columns, fitted),
            domains,
        )
    if structure.sample.lonely is Lonely.ADJUST:
        result += _adjusted(structure, partition, linear)
    return np.maximum(result, 0.0)


def _columns(structure: Structure) -> Integers | sparse.csr_array:
    """The auxiliary values of each cell; nothing to tell cells apart where there are none."""
    auxiliary = structure.sample.auxiliary
    if auxiliary is None:
        return np.zeros(structure.cells.size, dtype=np.int64)
    return auxiliary.x[structure.cells.group]


def _squares(structure: Structure, partition: Integers, linear: Linear) -> Floats:
    """(D, J) the sum of a w^2 z^2 over the respondents of each domain."""
    cells = structure.cells
    inside = np.flatnonzero(partition >= 0)
    weight = structure.spread[cells.stratum[inside]] * cells.weight[inside] ** 2
    sums = sparse.csr_array(
        (weight, (partition[inside], inside)), shape=(len(linear.slope), cells.size)
    )
    slope, level = linear.slope, linear.level
    squares = np.asarray(sums @ cells.squares)
    total, answered = np.asarray(sums @ cells.total), np.asarray(sums @ cells.answered)
    of_z: Floats = slope**2 * squares - 2 * slope * level * total + level**2 * answered
    return of_z


def _by_domain(pairs: Pairs, values: Floats, domains: int) -> Floats:
    rows = sparse.csr_array(
        (np.ones(pairs.length), (pairs.domain, np.arange(pairs.length))),
        shape=(domains, pairs.length),
    )
    return np.asarray(rows @ values)


def _product(matrix: Floats, left: Pairs, right: Pairs, values: Floats) -> Floats:
    """(left pairs, J) the matrix times the values, each domain by itself."""
    domains = int(right.domain.max(initial=-1)) + 1
    rows, columns = _runs(left, domains), _runs(right, domains)
    is_large = np.diff(columns) >= LARGE_BLOCK
    row, column = _entries(rows, columns, np.flatnonzero(~is_large))
    blocks = sparse.csr_array(
        (matrix[left.other[row], right.other[column]], (row, column)),
        shape=(left.length, right.length),
    )
    result: Floats = np.asarray(blocks @ values)
    for domain in np.flatnonzero(is_large):
        these = slice(rows[domain], rows[domain + 1])
        those = slice(columns[domain], columns[domain + 1])
        result[these] = matrix[np.ix_(left.other[these], right.other[those])] @ values[those]
    return result


def _runs(pairs: Pairs, domains: int) -> Integers:
    """(domains + 1,) where the pairs of each domain begin."""
    return np.searchsorted(pairs.domain, np.arange(domains + 1))


def _entries(left: Integers, right: Integers, domains: Integers) -> tuple[Integers, Integers]:
    """Row and column numbers of every entry of the blocks of some domains."""
    height, width = np.diff(left)[domains], np.diff(right)[domains]
    entries = height * width
    block = np.repeat(domains, entries)
    within = np.arange(entries.sum()) - np.repeat(np.cumsum(entries) - entries, entries)
    across = np.repeat(width, entries)
    return left[block] + within // across, right[block] + within % across


def _adjusted(structure: Structure, partition: Integers, linear: Linear) -> Floats:
    """(D, J) for strata with one unit: its squared deviation from the mean of all units."""
    sample, cells = structure.sample, structure.cells
    lonely = np.flatnonzero((sample.units == 1) & (sample.fraction < 1))
    domains = len(linear.slope)
    everything = pairs_of(partition, np.zeros_like(partition))
    mean = np.zeros_like(linear.slope)
    mean[everything.domain] = everything.of(linear, cells.weight, cells)
    fitted = None
    if structure.projection is not None:
        in_columns = pairs_of(partition, _columns(structure))
        fitted = in_columns.of(linear, cells.regression, cells)
        of_all = structure.projection.strata.sum(axis=0)
        mean -= _by_domain(in_columns, of_all[in_columns.other][:, None] * fitted, domains)
    mean /= sample.units.sum()
    result = np.zeros_like(mean)
    for stratum in lonely:
        alone = pairs_of(np.where(cells.stratum == stratum, partition, -1), cells.stratum)
        unit = np.zeros_like(mean)
        unit[alone.domain] = alone.of(linear, cells.weight, cells)
        if fitted is not None and structure.projection is not None:
            of_stratum = structure.projection.strata[stratum][in_columns.other][:, None]
            unit -= _by_domain(in_columns, of_stratum * fitted, domains)
        result += (1 - sample.fraction[stratum]) * (unit - mean) ** 2
    return result
