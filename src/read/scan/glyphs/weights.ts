export const WEIGHTS = { hidden: 1, first: { scale: 1, weights: '', bias: '' }, second: { scale: 1, weights: '', bias: '' } };
