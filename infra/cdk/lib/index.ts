export {Headroom} from './headroom';
export {HeadroomStack} from './stack';
export type {HeadroomProps} from './props';
export {TenantReader, TenantStack} from './tenant';
export type {TenantReaderProps} from './tenant';
