export {Headroom} from './headroom';
export {HeadroomStack} from './stack';
export type {HeadroomProps} from './props';
